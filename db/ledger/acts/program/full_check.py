"""全部核验: everything that can be checked was checked and adds up."""

from __future__ import annotations

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.values import Role


@act(
    "full_check", "全部核验", Phase.PROGRAM, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD,
    Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN,
)  # fmt: skip
class FullCheck(Act):
    """Links, contents, signatures, pages, counters and a rebuild agreed, up to an entry."""

    reversible = False
    by_program = True
    counts = False

    upto: int = asked("截至第几条")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"全部核验通过，截至第{self.upto}条"
