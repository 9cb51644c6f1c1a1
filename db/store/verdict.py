"""How a ledger stands to its heads, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from db.ledger.act import Act
from db.ledger.acts.program.rolled_back import AFTER_ROLLBACK, RolledBack
from db.ledger.trouble import Damaged


class Place(Enum):
    """Where a head is kept."""

    BESIDE = "beside"
    STATE = "state"

    @property
    def word(self) -> str:
        """The place as it is named in a message."""
        return {"beside": "台账文件夹里", "state": "本机用户目录里"}[self.value]


class Standing(Enum):
    """How the ledger stands to its heads, gravest last."""

    OK = "ok"
    AHEAD = "ahead"
    MISSING_BOTH = "missing_both"
    BEFORE_KEYS = "before_keys"
    LATER_KEYS = "later_keys"
    FORGED = "forged"
    FORKED = "forked"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True)
class HeadVerdict:
    """The gravest finding, where it was made, and the entries that are lost."""

    standing: Standing
    place: Place | None = None
    lost_first: int = 0
    lost_last: int = 0
    missing: tuple[Place, ...] = ()
    backup: str = ""  # the one that the ledger was restored from, while that is not on record

    @property
    def harmless(self) -> bool:
        """Whether work may go on as usual."""
        return self.whole and not self.backup

    @property
    def whole(self) -> bool:
        """Whether nothing says that entries are lost."""
        return self.standing in (Standing.OK, Standing.AHEAD)

    @property
    def sentence(self) -> str:
        """What was found, in Chinese; empty if all is well."""
        restored = f"这本台账由{self.backup}恢复，还没有由两人记录。" if self.backup else ""
        return restored + self._found

    @property
    def _found(self) -> str:
        where = self.place.word if self.place else ""
        return {
            Standing.OK: "",
            Standing.AHEAD: "",
            Standing.MISSING_BOTH: "两处台账头记录都不在，不能确认台账没有被退回。",
            Standing.BEFORE_KEYS: (
                f"{where}的台账头记录是换钥以前的，已不能核对，不能确认台账没有被退回。"
            ),
            Standing.LATER_KEYS: (
                f"{where}的台账头记录属于以后的口令环：台账可能被换回了换钥以前的旧本。"
            ),
            Standing.FORGED: f"{where}的台账头记录被改动过，或不属于这本台账。",
            Standing.FORKED: (
                f"台账与{where}的头记录不符：第 {self.lost_first} 条已不是当时那一条。"
            ),
            Standing.ROLLED_BACK: (
                f"台账被退回到较早的状态：{where}的头记录到第 {self.lost_last} 条，"
                f"第 {self._lost} 条已丢失。"
            ),
        }[self.standing]

    @property
    def _lost(self) -> str:
        first, last = self.lost_first, self.lost_last
        return str(last) if first == last else f"{first} 至 {last}"

    def trouble(self) -> Damaged:
        """Return this verdict as a `Trouble`."""
        return Damaged(self.sentence, "台账只能查看；须由两人写明情况后才能继续登记。")

    def let_through(self, acts: tuple[Act, ...]) -> tuple[Act, ...]:
        """Return acts by which work is taken up again, with what was found here; or raise."""
        if not acts or any(act.kind not in AFTER_ROLLBACK for act in acts):
            raise self.trouble()
        first, last = self.lost_first, self.lost_last
        return tuple(
            replace(act, first=first, last=last, backup=self.backup)
            if isinstance(act, RolledBack)
            else act
            for act in acts
        )
