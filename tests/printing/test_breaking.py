"""Where lines end: 避头尾, squeezed marks, atoms, and no single character on a last line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.breaking import Firmness, break_lines, measure
from desktop.printing.cells import capitals
from desktop.printing.faces import face
from desktop.printing.type import Style, Typesetter

OPENING = "（《〈【「〔“‘"
CLOSING = "）》〉】」〕”’、，。；：！？"


def lines(text: str, room: float, *, atom: bool = False, least: float = 10) -> list[str]:
    """Break a text set at 10 points into a room given in Han characters."""
    block = Typesetter().block(text, room * 10, Style("Song", 10, least, atom))
    return [line.text for line in block.lines]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        # No closing mark begins a line; one more fits because its blank half is squeezed out.
        ("关于印发管理办法，请执行", 8, ["关于印发管理办", "法，请执行"]),
        ("关于印发管理办，请执行", 7.3, ["关于印发管理办，", "请执行"]),
        # No opening mark ends a line, and at a line's start its blank half is squeezed out.
        ("关于印发《条例》的通知", 5, ["关于印发", "《条例》的", "通知"]),
        # A single last character gets company.
        ("关于做好清退工作的通知", 10, ["关于做好清退工作的", "通知"]),
        # Dates, numbers with their units, 文号 and Latin words hold together.
        ("请于2024年12月31日前报送", 8.5, ["请于", "2024年12月31日", "前报送"]),
        ("按示办〔2024〕12号文执行", 6, ["按示办", "〔2024〕12号", "文执行"]),
        ("采用 OA-2000 系统运行", 5, ["采用", "OA-2000", "系统运行"]),
        ("第十二条规定的事项", 4, ["第十二条", "规定的", "事项"]),
        ("一\n二三", 9, ["一", "二三"]),
    ],
)
def test_a_text_breaks_as_it_should(text: str, room: float, expected: list[str]) -> None:
    assert lines(text, room) == expected


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("示办发〔2024〕396号", 7, ["示办发", "〔2024〕396号"]),
        ("机密★10年", 6, ["机密★10年"]),
        ("机密★2027年6月30日", 8, ["机密★", "2027年6月30日"]),
        ("000120-000139、000145、000150-000160", 8.1, [
            "000120-000139、", "000145、", "000150-000160",
        ]),
        ("张三、欧阳㼆堃", 4, ["张三、", "欧阳㼆堃"]),
    ],
)  # fmt: skip
def test_an_atom_breaks_between_its_members_only(
    text: str, room: float, expected: list[str]
) -> None:
    assert lines(text, room, atom=True) == expected


def test_what_is_too_wide_shrinks_before_it_breaks_inside() -> None:
    style = Style("Song", 10, 9, atom=True)
    block = Typesetter().block("000120-000139", 66, style)
    assert [(line.text, line.size) for line in block.lines] == [("000120-000139", 9)]
    parted = Typesetter().block("000120-000139", 50, style)
    assert "".join(line.text for line in parted.lines) == "000120-000139"
    assert {line.size for line in parted.lines} == {10}


def test_meeting_marks_share_their_blank_halves() -> None:
    widths = face("Song").widths
    assert measure("办法》（试行）", widths).extent(0, 7) == 7000 - 500 - 500
    assert measure("《办法》", widths).extent(0, 4) == 3000
    # A face with narrow quotation marks has no blank half in them to squeeze out.
    kai = face("Kai").widths
    assert measure("清单“复制”，可改", kai).ends[-1] == 7000 + sum(kai[one] for one in "“”")
    assert measure("“否”", kai).extent(0, 3) == sum(kai[one] for one in "“否”")
    assert measure("清单“复制”，可改", widths).ends[-1] == 9000 - 500


def test_han_and_latin_stand_a_little_apart() -> None:
    widths = face("Song").widths
    latin = widths["A"] + widths["B"]
    assert measure("设备AB型", widths).extent(0, 5) == 3000 + latin + 2 * 80


@pytest.mark.parametrize("name", ["Song", "SongBold", "Hei", "Kai"])
def test_digits_are_tabular(name: str) -> None:
    assert len({face(name).widths[digit] for digit in "0123456789"}) == 1


TEXTS = st.text(
    st.sampled_from("关于印发管理办法的通知第一二年月日号AB12-.，。、；：（）《》〔〕“”★ 𬭼㼆"),
    min_size=1,
    max_size=60,
)


@given(TEXTS, st.integers(2000, 12000), st.booleans())
def test_no_character_is_lost_and_no_line_too_wide(text: str, room: int, atom: bool) -> None:
    whole = Firmness.WHOLE if atom else Firmness.TEXT
    measured = measure(text, dict.fromkeys(text, 1000))
    spans = break_lines(measured, room, (whole, Firmness.PARTED, Firmness.ANY))
    assert spans is not None
    assert "".join(text[start:end] for start, end in spans) == text
    for start, end in spans:
        assert measured.extent(start, end) <= room + 250


@given(TEXTS, st.integers(4000, 12000))
def test_no_mark_stands_where_it_must_not(text: str, room: int) -> None:
    spans = break_lines(measure(text, dict.fromkeys(text, 1000)), room, (Firmness.TEXT,))
    for (_, end), (start, _) in zip(spans or [], (spans or [])[1:], strict=False):
        assert text[start] not in CLOSING
        assert text[end - 1] not in OPENING


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (18, "壹拾捌"),
        (102, "壹佰零贰"),
        (1010, "壹仟零壹拾"),
        (10001, "壹万零壹"),
        (1050000, "壹佰零伍万"),
        (20000300, "贰仟万零叁佰"),
        (100010000, "壹亿零壹万"),
    ],
)
def test_counts_in_capitals(number: int, words: str) -> None:
    assert capitals(number) == words
