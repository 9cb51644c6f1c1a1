"""口令: a first or a reset password is replaced by the owner's own; a forgotten one is reset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Names, Phase, act, asked, reckoned
from db.ledger.acts.setup.of_credential import OfCredential
from db.ledger.beliefs import Account, Belief, Witness
from db.ledger.fitness import credential_of, two_where_possible
from db.ledger.known import Known
from db.ledger.rules import K32, V00, Refusal, refuse
from db.ledger.values import Role


@act("own_password", "设定本人口令", Phase.SETUP)
class OwnPassword(OfCredential):
    """The owner knew the old password and chose a new one: from now on his confirmation counts.

    A witness's signing key is sealed anew; an account's lies in the keyring.
    """

    reversible = False
    by_program = True

    sealed: str = reckoned("封存的签名钥", default="")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A credential that is there."""
        if credential_of(known, self.person) is None:
            yield refuse(V00, field="person", what="账户或见证人")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The password is the owner's own."""
        for account in known.those(Account, [] if self.account is None else [self.account]):
            yield replace(account, own=True)
        for witness in known.those(Witness, [] if self.witness is None else [self.witness]):
            yield replace(witness, own=True, sealed=self.sealed)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}设定本人口令"


@act("reset_password", "重置口令", Phase.SETUP, Role.SECURITY_ADMIN)
class ResetPassword(OfCredential):
    """Give a new password and signing key to who forgot his; it does not confirm until changed."""

    reversible = False
    by_program = True
    gains = ("person",)

    public_key: str = asked("新公钥")
    sealed: str = reckoned("封存的签名钥", default="")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody else's credential; in a small unit with a second person."""
        held = credential_of(known, self.person)
        if held is None:
            yield refuse(V00, field="person", what="账户或见证人")
            return
        if self.person == known.operator.person:
            yield refuse(K32, field="person", who=held.name, what="重置口令")
        yield from two_where_possible(known, self.on, without=self.person)

    def effects(self, known: Known) -> Iterator[Belief]:
        """A new key answers; the password is not the owner's own yet."""
        for account in known.those(Account, [] if self.account is None else [self.account]):
            yield replace(account, public_key=self.public_key, own=False)
        for witness in known.those(Witness, [] if self.witness is None else [self.witness]):
            key, sealed = self.public_key, self.sealed
            yield replace(witness, public_key=key, sealed=sealed, own=False)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"重置{names.person(self.person)}的口令，本人更改前不能当场确认"
