"""Form files: what is read, and how each mistake is told by file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.trouble import Unusable
from desktop.assets import resource
from desktop.printing import FormMistake, all_forms, load_form
from desktop.printing.form import read_form

GOOD = """\
id = "F98"
title = "试验登记簿"
family = "register"
paper = "A4 landscape"
view = "receipts"
version = "1"

[[head]]
label = "单位"
field = "unit"

[[column]]
field = "receipt_no"
width = 20
atom = true

[[column]]
field = ["issuer", "doc_number"]
heading = "来文机关"
width = "2*"

[[sign]]
label = "登记人"

[totals]
unit = "件"
sums = [["copies", "份"]]
"""


def written(folder: Path, text: str, name: str = "F98.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_form_is_read(tmp_path: Path) -> None:
    form = read_form(written(tmp_path, GOOD))
    assert (form.id, form.family, form.copies) == ("F98", "register", 1)
    assert [column.fields for column in form.columns] == [
        ("receipt_no",),
        ("issuer", "doc_number"),
    ]
    assert form.columns[1].weight == 2
    assert form.totals is not None
    assert form.totals.sums == (("copies", "份"),)


def test_every_form_of_ours_is_good() -> None:
    forms, mistakes = all_forms()
    assert not mistakes
    assert load_form("F01") == forms["F01"]
    assert len(forms["F01"].columns) == 16
    assert len(list(resource("forms").glob("*.toml"))) == len(forms)


@pytest.mark.parametrize(
    ("good", "bad", "line", "key", "says"),
    [
        ('view = "receipts"', 'views = "receipts"', 5, "views", "没有这一项，可用的有：id、title"),
        ('version = "1"', "version = 1", 6, "version", "应当是文字"),
        ('family = "register"', 'family = "book"', 3, "family", "只能是 register、approval"),
        ('paper = "A4 landscape"', 'paper = "A3"', 4, "paper", "只能是 A4 landscape"),
        ('id = "F98"', 'id = "F99"', 1, "id", "应当与文件名相同，即 F98"),
        ("width = 20", "width = 2000", 14, "width", "应当是 4 到 250 之间的毫米数"),
        ('width = "2*"', 'width = "many"', 20, "width", "应当是 4 到 250 之间的毫米数"),
        ("atom = true", 'atom = "yes"', 15, "atom", "应当是true 或 false"),
        ("atom = true", "line = 3", 15, "line", "只能是 1 或 2"),
        ("atom = true", 'align = "middle"', 15, "align", "只能是 left、centre、right"),
        ("atom = true", "colour = 1", 15, "colour", "没有这一项"),
        ('"doc_number"]', '"receipt_no"]', 18, "field", "这个字段前面已经有了"),
        ('"doc_number"]', "7]", 18, "field", "应当是字段名"),
        ('label = "登记人"', 'field = "registrar"', 22, "label", "缺少这一项"),
        ('label = "登记人"', "label = 登记人", 23, "", "不合 TOML 的写法"),
        ('sums = [["copies", "份"]]', 'sums = ["copies"]', 27, "sums", "应当是 [字段, 单位]"),
        ("[totals]", "[[totals]]", 25, "totals", "应当写成 [totals]"),
        ("[totals]", "[total]", 25, "total", "没有这一项"),
        ('title = "试验登记簿"\n', "", 1, "title", "缺少这一项"),
        ("atom = true", "size = 9", 15, "size", "没有这一项"),
        ('version = "1"', 'version = "1"\nsize = 8', 7, "size", "字号应当在 6 与 16 之间"),
    ],
)
def test_a_mistake_is_told_by_file_line_and_key(
    tmp_path: Path, good: str, bad: str, line: int, key: str, says: str
) -> None:
    assert good in GOOD
    with pytest.raises(FormMistake) as told:
        read_form(written(tmp_path, GOOD.replace(good, bad, 1)))
    assert (told.value.line, told.value.key) == (line, key)
    assert f"F98.toml 第{line}行" in str(told.value)
    assert says in told.value.sentence
    assert isinstance(told.value, Unusable)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "F98.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(FormMistake, match="第2行：不是 UTF-8 编码的文字"):
        read_form(path)


def test_one_bad_form_does_not_stop_the_others(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, "id = ", "F97.toml")
    forms, mistakes = all_forms(tmp_path)
    assert list(forms) == ["F98"]
    assert [mistake.path.name for mistake in mistakes] == ["F97.toml"]


def test_a_units_own_headings_stand_above_the_forms(tmp_path: Path) -> None:
    form = read_form(written(tmp_path, GOOD)).renamed({"issuer": "发文单位"})
    assert [column.heading for column in form.columns] == ["", "发文单位"]


PAPER = """\
id = "F98"
title = "试验审批表"
family = "approval"
paper = "A4 portrait"
view = "batches"
version = "1"
where = [["kind", "销毁"]]

[[box]]
row = 1
label = "合计"
text = "{copies:大写}份"

[[box]]
row = 1
field = "kind"
width = 30
choices = [["清退", "清退"]]

[group]
fields = ["kind"]

[fold]
by = ["kind"]
"""


def test_boxes_need_no_columns(tmp_path: Path) -> None:
    form = read_form(written(tmp_path, PAPER))
    assert not form.columns
    assert [list(box.fields()) for box in form.boxes] == [["copies"], ["kind"]]
    assert form.boxes[0].said({"copies": "12"}) == "壹拾贰份"
    assert form.boxes[0].said({}) == "零份"
    assert form.where == (("kind", "销毁"),)


@pytest.mark.parametrize(
    ("good", "bad", "line", "key", "says"),
    [
        ('row = 1\nlabel = "合计"', 'label = "合计"', 9, "row", "缺少这一项"),
        ("大写", "小写", 12, "text", "只能是 大写"),
        ("width = 30", "width = 300", 17, "width", "应当是 4 到 250 之间的毫米数"),
        ("width = 30", "height = 200", 17, "height", "应当是 0 到 100 之间的毫米数"),
        ("width = 30", 'align = "middle"', 17, "align", "只能是 left、centre、right"),
        ('[["清退", "清退"]]', '["清退"]', 18, "choices", "应当是 [值, 文字]"),
        ('fields = ["kind"]', 'fields = "kind"', 21, "fields", "应当是列表"),
        ('fields = ["kind"]', "fields = []", 21, "fields", "应当是字段名的列表"),
        ('by = ["kind"]', "by = [7]", 24, "by", "应当是字段名的列表"),
        ('[["kind", "销毁"]]', '["kind"]', 7, "where", "应当是 [字段, 值, ……]"),
        ('version = "1"', 'version = "1"\nrow = 90', 7, "row", "应当是 0 到 60 之间的毫米数"),
        ('version = "1"', 'version = "1"\norder = "kind"', 7, "order", "应当是列表"),
        ("[[box]]", "[[boxes]]", 9, "boxes", "没有这一项"),
    ],
)
def test_a_mistake_in_a_box_is_told_by_line_and_key(
    tmp_path: Path, good: str, bad: str, line: int, key: str, says: str
) -> None:
    assert good in PAPER
    with pytest.raises(FormMistake) as told:
        read_form(written(tmp_path, PAPER.replace(good, bad, 1)))
    assert (told.value.line, told.value.key) == (line, key)
    assert says in told.value.sentence
