"""登录: somebody opened the ledger for writing; an auditor of today or of later reads who came."""

from __future__ import annotations

from db.ledger.act import Act, Names, Phase, act, asked


@act("log_in", "登录", Phase.PROGRAM)
class LogIn(Act):
    """An account unlocked the ledger."""

    reversible = False
    by_program = True
    counts = False

    account: str = asked("账户名")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"账户{self.account}登录"
