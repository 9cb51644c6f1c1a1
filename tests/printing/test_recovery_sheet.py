"""恢复密钥单: what is printed and what never is."""

from __future__ import annotations

from db.store.recovery import new_recovery_key
from desktop.printing.recovery_sheet import draw_recovery_sheet
from tests.printing.reading import texts


def test_the_last_groups_are_never_on_paper() -> None:
    key = new_recovery_key()
    (page,) = texts(draw_recovery_sheet("示例单位", "2026-03-04", key.groups[:-2], 2))
    assert all(group in page for group in key.groups[:-2])
    assert not any(group in page for group in key.groups[-2:])
    assert page.count("另纸手抄") >= 2
    assert "示例单位" in page
