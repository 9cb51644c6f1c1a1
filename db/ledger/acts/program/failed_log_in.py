"""登录失败: an attempt before unlocking, put on record at the next unlock."""

from __future__ import annotations

from db.ledger.act import Act, Names, Phase, act, asked


@act("failed_log_in", "登录失败", Phase.PROGRAM)
class FailedLogIn(Act):
    """Somebody typed a wrong password."""

    reversible = False
    by_program = True
    counts = False

    account: str = asked("账户名")
    times: int = asked("次数")
    first: str = asked("首次")
    last: str = asked("末次")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"账户{self.account}登录失败{self.times}次（{self.first}至{self.last}）"
