"""The recovery key (恢复密钥): 160 random bits on paper, in groups that tell a slip of the pen.

Eight groups of four symbols and a check symbol.  The last two groups are never
printed: they are written by hand, so the print alone opens nothing.  The key is
the password of the keyring's recovery slot (`keyring.set_recovery_slot`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from db.ledger.trouble import CannotOpen

# Digits and capitals without I, L, O and U; what is read for them is forgiven.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN: Final = str.maketrans("OILU", "011V")
_GROUPS: Final = 8
_SYMBOLS: Final = 4
_BY_HAND: Final = 2
_BLANK: Final = "____"


@dataclass(frozen=True)
class RecoveryKey:
    """A recovery key: groups of four symbols, without their check symbols."""

    bare: tuple[str, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups as they are shown once and copied, each with its check symbol."""
        return tuple(group + _check(group, place) for place, group in enumerate(self.bare))

    @property
    def printed(self) -> tuple[str, ...]:
        """The groups as they are printed: the last two are left open for the pen."""
        return self.groups[:-_BY_HAND] + (_BLANK,) * _BY_HAND

    @property
    def secret(self) -> str:
        """The password of the recovery slot."""
        return "".join(self.bare)

    @classmethod
    def parse(cls, text: str) -> RecoveryKey:
        """Return the key somebody typed, or raise `CannotOpen` naming the groups that are wrong."""
        typed = text.upper().translate(_FORGIVEN)
        symbols = "".join(symbol for symbol in typed if not symbol.isspace() and symbol not in "-—")
        length = _SYMBOLS + 1
        if len(symbols) != _GROUPS * length:
            raise CannotOpen(
                f"恢复密钥应有 {_GROUPS} 组、每组 {length} 个字符，现在共 {len(symbols)} 个。",
                "请检查是否漏写或多写，末尾两组是手写的。",
            )
        groups = [symbols[start : start + length] for start in range(0, len(symbols), length)]
        wrong = [str(place + 1) for place, group in enumerate(groups) if not _right(group, place)]
        if wrong:
            raise CannotOpen(f"恢复密钥第 {'、'.join(wrong)} 组写错了。", "请对照原件检查这几组。")
        return cls(tuple(group[:_SYMBOLS] for group in groups))

    def __repr__(self) -> str:
        """Never show the key."""
        return "RecoveryKey()"


def new_recovery_key() -> RecoveryKey:
    """Return a new random recovery key."""
    return RecoveryKey(
        tuple("".join(secrets.choice(_ALPHABET) for _ in range(_SYMBOLS)) for _ in range(_GROUPS))
    )


def _right(group: str, place: int) -> bool:
    known = all(symbol in _ALPHABET for symbol in group)
    return known and _check(group[:_SYMBOLS], place) == group[_SYMBOLS]


def _check(group: str, place: int) -> str:
    """Return the check symbol: one wrong or two exchanged symbols, or exchanged groups, show."""
    total = place + 1
    for symbol in group:
        total = _doubled(total) ^ _ALPHABET.index(symbol)
    return _ALPHABET[_doubled(total)]


def _doubled(value: int) -> int:
    """Multiply by x in the field of 32 elements (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
