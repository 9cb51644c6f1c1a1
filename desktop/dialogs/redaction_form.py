"""屏蔽: how far it reaches is said before; the second person and one's own password come first."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout

from db.vault import Recorded, Snapshot
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.form.verdict import Verdict
from desktop.dialogs.reauthenticate import REDACTION, Reauthenticate
from desktop.latest import Latest
from desktop.widgets.notice import News, Notice

_NAMED = 6
"""So many places are named; the others are counted."""


class RedactionForm(ActForm):
    """The form of an act that takes contents out of the ledger, for good."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        session, look = args[0], args[1]
        self.reach = Notice(look, self.face.body)
        self.own = Reauthenticate(session, look, self.face.body)
        self._places = Latest(session, self)
        inside = self.face.body.layout()
        assert isinstance(inside, QBoxLayout)
        inside.insertWidget(inside.count() - 2, self.reach)
        inside.insertWidget(inside.count() - 1, self.own)
        self.own.asked.connect(lambda _: self.face.fit())
        self.grid.changed.connect(self.own.give_up)
        self.second.changed.connect(self.own.give_up)
        self.foot.go_on.hide()

    def _judged(self, verdict: Verdict) -> None:
        acts = self._judge.acts

        def reach(book: Snapshot) -> tuple[str, ...]:
            return tuple(place for act in acts for place in book.would_withhold(act))

        self._places.ask(reach, then=self._say, otherwise=lambda _: self.reach.clear())
        super()._judged(verdict)

    def _say(self, places: tuple[str, ...]) -> None:
        if not places:
            self.reach.clear()
            return
        more = "等" if len(places) > _NAMED else ""
        self.reach.tell(
            News.NOTE,
            f"将屏蔽 {len(places)} 处，不能恢复",
            f"{'、'.join(places[:_NAMED])}{more}。",
            "此前打印、导出、备份的够不到，办完后可打印清查单（Z08）逐件处理。",
        )
        self.face.fit()

    def _record(self, *, go_on: bool) -> None:
        self.own.ask(
            REDACTION,
            "屏蔽后不能恢复。请经办人再输一次本人口令。",
            lambda: self._record_now(go_on=go_on),
        )

    def _record_now(self, *, go_on: bool) -> None:
        if self.verdict is not None:  # nothing was changed while the password was typed
            super()._record(go_on=go_on)

    def _done(self, recorded: Recorded, *, go_on: bool) -> None:
        drawer = self._session.drawer
        self._session.work(
            lambda vault: vault.drafts.kept(),
            owner=drawer,
            then=drawer.renew,
            otherwise=lambda _: None,
        )
        super()._done(recorded, go_on=go_on)
