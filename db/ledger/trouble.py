"""The two kinds of failure a person may meet that are not our mistake.

    Refused     a rule said no; shown in the form         (see db/ledger/rules.py)
    Trouble     the file or the machine does not allow it; shown with advice
      CannotOpen    wrong password, in use, missing, not a ledger, too new
      Damaged       damaged, tampered with or rolled back; says where
      Unusable      not a workbook, disk full, no permission
      Unfinished    everything is recorded; what is done at the end could not be done

Anything else that is raised is our bug.
"""

from __future__ import annotations


class Trouble(Exception):
    """The file or the machine does not allow it.

    `sentence` is what happened, in Chinese, and may name files but never the
    contents of the ledger; `advice` is what the person can do now.
    """

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice

    def __str__(self) -> str:
        """Sentence and advice together."""
        return self.sentence + self.advice


class CannotOpen(Trouble):
    """The ledger exists but cannot be opened now, or is not there at all."""


class Damaged(Trouble):
    """What is on the disk is not what was written: damaged, tampered with or rolled back."""


class Unusable(Trouble):
    """A file that was handed in, or the machine, does not allow it."""


class Unfinished(Unusable):
    """Everything is recorded; what is done when a ledger is locked is left to the next time."""
