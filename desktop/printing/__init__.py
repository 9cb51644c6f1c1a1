"""Paper: forms, and the one function that draws them.  No Qt, no clock, no vault."""

from desktop.printing.drawing import draw
from desktop.printing.form import Form, all_forms, load_form
from desktop.printing.form_file import FormMistake
from desktop.printing.stamp import Drawn, Stamp

__all__ = ["Drawn", "Form", "FormMistake", "Stamp", "all_forms", "draw", "load_form"]
