"""证件注销发还: a travel document is no more, or goes back to its owner for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.people.passports import KEEPERS, called, watched
from db.ledger.beliefs import Belief, Passport, Person
from db.ledger.beliefs.travel import PassportState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V50, Refusal, refuse


@act("end_passport", "证件注销发还", Phase.SETUP, *KEEPERS)
class EndPassport(Act):
    """A document is no more, or goes back to its owner for good once he handles no secrets."""

    passport: int = asked("证件", refers=Passport)
    given_back: bool = asked("发还本人", "不选即注销、遗失或换发新证", default=False)
    why: str = asked("原因")
    text: str = reckoned("证件", default="")
    person: int = reckoned("持证人", default=0, refers=Person)

    def needs(self) -> Needs:
        """The document."""
        return needs((Passport, self.passport))

    def completed(self, known: Known) -> EndPassport:
        """Keep what it was for the sentence."""
        passport = known.get(Passport, self.passport)
        return replace(self, text=called(passport), person=passport.person)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Not ended yet; and not to somebody on a classified post or in his 脱密期 (V50)."""
        passport = known.get(Passport, self.passport)
        owner = known.person(passport.person)
        yield from filled_refusals(("why", "原因", self.why))
        if passport.state.ended:
            yield refuse(K31, which=called(passport), state=passport.state.word, act="注销发还")
        if self.on < passport.since:
            yield refuse(K35, field="on", day=self.on, why=f"早于上次变动{passport.since}")
        if self.given_back and watched(owner, self.on):
            what = f"{owner.name}在岗或在脱密期内，证件不能发还"
            yield refuse(V50, field="given_back", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It needs no keeping any more."""
        ended = PassportState.GIVEN_BACK if self.given_back else PassportState.VOID
        for passport in known.those(Passport, [self.passport]):
            yield replace(passport, state=ended, since=self.on, due=None, reason=self.why)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        how = "发还" if self.given_back else "注销"
        return f"{how}{names.person(self.person)}的{self.text}：{self.why}"
