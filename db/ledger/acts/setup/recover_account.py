"""恢复账户: the recovery key was used; two witnesses gave the security administrator a new slot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Account, Belief, KeyDuty, Witness
from db.ledger.known import Known
from db.ledger.rules import V00, V04, V05, Refusal, refuse
from db.ledger.values import Role


@act("recover_account", "恢复账户", Phase.SETUP)
class RecoverAccount(Act):
    """Give an account a new signing key; signed by it and by two witnesses."""

    reversible = False
    needs_second = True
    by_program = True

    account: int = asked("账户")
    public_key: str = asked("新公钥")
    witnesses: tuple[int, ...] = asked("见证人")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """The security administrator's account, by two other persons."""
        account = known.find(Account, self.account)
        if account is None or not account.active:
            yield refuse(V00, field="account", what="账户")
            return
        if Role.SECURITY_ADMIN not in account.roles:
            roles = "、".join(role.word for role in account.roles)
            yield refuse(V05, field="account", role=roles, act=self.word)
        people = {witness.person for witness in known.those(Witness, self.witnesses)}
        if len(people - {account.person}) < 2:
            yield refuse(V04, field="witnesses")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The account answers to the new key from now on; the ledger's own must be changed."""
        for account in known.those(Account, [self.account]):
            yield replace(account, public_key=self.public_key, own=True, locked=False)
        yield KeyDuty(since=self.on, why="启用过恢复密钥")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return "启用恢复密钥，恢复安全保密管理员账户"
