"""The tables that a unit may edit: added words work, a slip of the pen is told with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from db.ledger.trouble import Unusable
from db.ledger.values import State
from desktop.assets import read_toml
from desktop.exchange import editable, headings, remarks
from desktop.exchange.mapping import read_receipts
from desktop.exchange.read_workbook import Sheet


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The tables as they are, to be changed by a test."""
    contents: dict[str, Any] = {name: read_toml(name) for name in ("headings.toml", "remarks.toml")}

    def changed(name: str) -> Any:
        found = contents[name]
        return tomllib.loads(found) if isinstance(found, str) else found

    monkeypatch.setattr(editable, "read_toml", changed)
    forget()
    yield contents
    forget()


def forget() -> None:
    headings.words_of.cache_clear()
    headings.every_word.cache_clear()
    remarks.remark_rules.cache_clear()


def register(*names: str) -> Sheet:
    return Sheet("收文", [names, ("2024-01-03", "关于甲的通知", "机密★10年", "1", "已烧毁 3.5")])


def test_a_word_that_was_added_is_known(tables: dict[str, Any]) -> None:
    sheet = register("收文日期", "标题", "涉密程度", "份号", "备注")
    with pytest.raises(Unusable, match="表头"):
        read_receipts([sheet])
    tables["headings.toml"]["receipts"]["marking"].append("涉密程度")
    tables["remarks.toml"]["remark"].append({"pattern": ["已烧毁"], "state": "DESTROYED"})
    forget()
    (one,) = read_receipts([sheet]).accepted
    assert (one.marking.text, one.outcome.state) == ("机密★10年", State.DESTROYED)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("headings.toml", "[receipts\n"),
        ("headings.toml", "[loans]\n"),
        ("headings.toml", "[receipts]\ntitle = 3\n"),
        ("remarks.toml", '[[remark]]\npattern = ["甲"]\nstate = "LOST"\n'),
        ("remarks.toml", '[[remark]]\nstate = "DESTROYED"\n'),
        ("remarks.toml", "[[remark]]\npattern = 3\nstate = 'DESTROYED'\n"),
    ],
)
def test_a_slip_is_told(tables: dict[str, Any], name: str, text: str) -> None:
    tables[name] = text
    with pytest.raises(Unusable, match=f"对照表{name}写得不对"):
        read_receipts([register("收文日期", "标题", "密级", "份号", "备注")])


def test_no_heading_means_two_things_in_one_register() -> None:
    for kind, fields in read_toml("headings.toml").items():
        words = [headings.words_of(kind) and word for each in fields.values() for word in each]
        assert len(words) == len(set(words)), kind


def test_every_field_of_the_table_is_known_to_its_kind() -> None:
    assert set(read_toml("headings.toml")) == set(headings.NEEDS)
    for kind, groups in headings.NEEDS.items():
        assert all(group <= set(read_toml("headings.toml")[kind]) for group in groups)
