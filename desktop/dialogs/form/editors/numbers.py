"""Numbers, 密级★期限 and 份号: text that is read while it is typed."""

from __future__ import annotations

from typing import Any

from db.ledger.marking import Caution, Marking, parse_marking
from db.ledger.numbering import CopyNoProblem, parse_copy_nos
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.form.editors.text import TextEditor

_LONGEST = 15


class NumberEditor(TextEditor):
    """A whole number."""

    short = True

    def value(self) -> Any:
        """Return the number, None if nothing is typed; raise `Unreadable`."""
        typed = self.line.text().strip()
        if not typed:
            return None
        sign, digits = (-1, typed[1:]) if typed[0] in "-－" else (1, typed)
        if not digits.isdecimal() or len(digits) > _LONGEST:
            raise Unreadable(f"“{typed[:20]}”不是数字")
        return sign * int(digits)


class MarkingEditor(TextEditor):
    """A mark: 机密10年 is understood, and written 机密★10年."""

    def value(self) -> Any:
        """Return the mark as it is written."""
        return self._marking().text if self._reads() else self.line.text().strip()

    def understand(self) -> None:
        """Show the mark as it will stand, and what is to be said about it."""
        if not self._reads():
            self.say("")
            return
        marking = self._marking()
        said = [each for each in marking.cautions() if each is not Caution.IRREGULAR]
        words = [] if marking.text == self.line.text().strip() else [marking.text]
        if marking.defaulted:
            words.append(f"按最长{marking.capped_term().text}算")
        elif said:
            words.append(said[0].sentence.partition("，")[0].rstrip("。"))
        self.say(" · ".join(words), "caution" if said else "")

    def tidy(self) -> None:
        """Write the mark in its normal form."""
        if self._reads() and self._marking().text != self.line.text():
            self.line.setText(self._marking().text)

    def _reads(self) -> bool:
        return isinstance(parse_marking(self.line.text()), Marking)

    def _marking(self) -> Marking:
        marking = parse_marking(self.line.text())
        assert isinstance(marking, Marking)  # asked before
        return marking


class CopyNumbersEditor(TextEditor):
    """份号 as ranges and lists, with the number of copies beside them."""

    def value(self) -> Any:
        """Return what was typed, if it can be read; raise `Unreadable`."""
        self._count()
        return self.line.text().strip()

    def understand(self) -> None:
        """Count the copies."""
        try:
            count = self._count()
        except Unreadable:
            self.say("")
            return
        self.say(f"共 {count} 份" if count else "")

    def _count(self) -> int:
        typed = self.line.text()
        try:
            return len(parse_copy_nos(typed)) if typed.strip() else 0
        except CopyNoProblem as problem:
            raise Unreadable(problem.sentence.rstrip("。")) from None
