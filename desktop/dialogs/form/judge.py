"""What a form would record, and what the rules say of it before it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from db.ledger.act import Act, with_reasons
from db.ledger.rules import Refusal
from db.vault import Confirmation
from desktop.dialogs.form.asked import Asked, Scanning, asked_fields, scanning
from desktop.dialogs.form.verdict import Verdict, sorted_out
from desktop.session import Session


@dataclass(frozen=True)
class Proposal:
    """The values of a form, and the copies on its list."""

    kind: type[Act]
    values: Mapping[str, Any]
    copies: tuple[int, ...] = ()
    apart: tuple[Mapping[str, Any], ...] = ({},)
    """In what several acts differ that are recorded together, in this order."""

    @property
    def _list(self) -> tuple[Scanning, Asked | None]:
        return scanning(self.kind)

    def alone(self) -> list[tuple[int, Act]]:
        """Return an act for each copy of the list, to be judged by itself."""
        way, field = self._list
        if field is None or way is Scanning.STEP:
            return []
        return [(copy, self._of({field.name: (copy,) if field.many else copy}))
                for copy in self.copies]  # fmt: skip

    def whole(self, copies: tuple[int, ...]) -> list[tuple[int | None, Act]]:
        """Return what is recorded: one act for each copy, or one for all of them."""
        way, field = self._list
        if field is None:
            return [(None, self._of(each)) for each in self.apart]
        if way is Scanning.EACH:
            return [(copy, self._of({field.name: copy})) for copy in copies]
        return [(None, self._of({field.name: copies}))]

    def reasoned(
        self, copies: tuple[int, ...], verdict: Verdict, reasons: Mapping[str, str]
    ) -> list[Act]:
        """Return what is recorded, each act with the reasons of its own warnings."""
        return [
            with_reasons(act, verdict.reasons_of(copy, reasons)) for copy, act in self.whole(copies)
        ]

    def _of(self, more: Mapping[str, Any]) -> Act:
        return self.kind(**self.values, **more)


def taken_apart(kind: type[Act], given: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return one set of values for each act, where one value was asked for and several are given.

    Several entries are taken back together: one reversal each.  Copies go onto the list instead.
    """
    listed = scanning(kind)[1]
    several = {
        one.name: given[one.name]
        for one in asked_fields(kind)
        if one != listed and not one.many and isinstance(given.get(one.name), tuple)
    }
    return tuple(
        dict(zip(several, values, strict=True)) for values in zip(*several.values(), strict=True)
    ) or ({},)


class Judge(QObject):
    """Asks the vault; only the answer to the last question counts."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._asked = session, 0
        self.acts: tuple[Act, ...] = ()
        """What was judged last."""

    def forget(self) -> None:
        """Let no earlier answer count."""
        self._asked += 1

    def ask(
        self,
        proposal: Proposal,
        fields: Collection[str],
        second: Confirmation | None,
        *,
        then: Callable[[Verdict], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Judge each copy alone, and what is good of them together; or all of them as one."""
        self._asked += 1
        ticket, way = self._asked, scanning(proposal.kind)[0]
        self.acts = tuple(act for _, act in proposal.whole(proposal.copies))

        def preview(acts: list[tuple[Any, Act]], told: Callable[[Verdict], object]) -> None:
            def sort(found: list[list[Refusal]]) -> None:
                if ticket == self._asked:
                    answers = zip((copy for copy, _ in acts), found, strict=True)
                    told(sorted_out(answers, fields, confirmed=second is not None))

            only = (act for _, act in acts)
            self._session.preview(*only, second=second, owner=self, then=sort, otherwise=otherwise)

        def together(alone: Verdict) -> None:
            good = tuple(copy for copy in proposal.copies if copy not in alone.items)
            if good:
                preview(proposal.whole(good), lambda whole: then(alone.joined(whole)))
            else:
                then(alone)

        if way is Scanning.TOGETHER and not proposal.kind.as_one:
            preview(proposal.alone(), together)
        else:
            preview(proposal.whole(proposal.copies), then)
