"""证据图表: one drawing for screen and paper; the same bytes, every number written beside it."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from db.views.figures_of_checks import DrawnRow
from desktop.printing import Stamp, draw, load_form
from desktop.printing.chart_faces import svg
from desktop.printing.charts import Drawing, Figure, drawn, figures, lines_of
from tests.printing.sample import stamp


def rows() -> list[DrawnRow]:
    """Return three charts: bars beside each other, columns stacked, bars stacked."""
    groups = [("保密责任", 96, 90), ("定密管理", 88, 93), ("涉密载体", 79, 0)]
    made = [
        DrawnRow(1, "自查得分率，按类别", "%", True, False, place, name, layer, series, number)
        for place, (name, *both) in enumerate(groups)
        for layer, (series, number) in enumerate(zip(("本年", "上年"), both, strict=True), 1)
    ]
    made += [
        DrawnRow(2, "问题，按月", "项", False, True, month, f"2026-{month:02d}", layer, series,
                 (month * layer) % 5)
        for month in range(1, 13)
        for layer, series in enumerate(("横传", "账物不符", "存放不合规", "其他类别"), 1)
    ]  # fmt: skip
    made += [
        DrawnRow(3, "整改，按部门", "项", True, True, 0, name, layer, series, number)
        for name, numbers in (("综合一处", (2, 1, 9)), ("督查室", (0, 0, 0)))
        for layer, (series, number) in enumerate(
            zip(("逾期", "期限内", "已销号"), numbers, strict=True), 1
        )
    ]
    return made


def painted(told: Stamp) -> bytes:
    out = BytesIO()
    draw(load_form("E02"), rows(), told, out, row_type=DrawnRow)
    return out.getvalue()


def said(drawing: Drawing) -> list[str]:
    return [word.text for word in drawing.words]


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert painted(stamp()) == painted(stamp())
    pictures = [[svg(drawn(one, 360), str, "示例体") for one in figures(rows())] for _ in "12"]
    assert pictures[0] == pictures[1]


def test_every_number_stands_beside_what_it_measures() -> None:
    percent, months, departments = (drawn(one, 400) for one in figures(rows()))
    assert {"96%", "90%", "88%", "93%", "79%", "0%"} <= set(said(percent))
    for month in range(1, 13):
        assert f"{month}月" in said(months)
        assert str(sum((month * layer) % 5 for layer in range(1, 5))) in said(months)
    assert "12（逾期2）" in said(departments)
    assert "0" in said(departments)


def test_layers_differ_without_any_colour() -> None:
    (_, months, _) = (drawn(one, 400) for one in figures(rows()))
    patterns = {mark.layer: bool(list(lines_of(mark))) for mark in months.marks}
    assert patterns == {1: False, 2: True, 3: False, 4: True}
    crossed = next(mark for mark in months.marks if mark.layer == 4)
    hatched = next(mark for mark in months.marks if mark.layer == 2)
    falls = {x2 < x1 for x1, _, x2, _ in lines_of(crossed)}
    assert falls == {True, False}
    assert {x2 < x1 for x1, _, x2, _ in lines_of(hatched)} == {True}


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=12), st.booleans(), st.booleans())
def test_nothing_is_drawn_outside_whatever_the_numbers(
    numbers: list[int], across: bool, stacked: bool
) -> None:
    names = tuple(f"示例{place}处" for place in range(len(numbers)))
    told = {(name, 1 + place % 2): number for place, (name, number) in
            enumerate(zip(names, numbers, strict=True))}  # fmt: skip
    figure = Figure("示例", "项", across, stacked, names, ((1, "甲"), (2, "乙")), told)
    made = drawn(figure, 420)
    for mark in made.marks:
        assert mark.x >= 0
        assert mark.x + mark.width <= made.width + 0.01
        assert 0 <= mark.y <= mark.y + mark.height <= made.height
        for x1, y1, x2, y2 in lines_of(mark):
            assert mark.x - 0.01 <= min(x1, x2) <= max(x1, x2) <= mark.x + mark.width + 0.01
            assert mark.y - 0.01 <= min(y1, y2) <= max(y1, y2) <= mark.y + mark.height + 0.01


def test_the_screen_takes_its_colours_from_the_table() -> None:
    asked: set[str] = set()

    def colour(token: str) -> str:
        asked.add(token)
        return f"#{token}"

    shown = svg(drawn(figures(rows())[1], 360), colour, "示例体")
    assert asked == {"ink", "line2", "surface", "blue", "blueln"}
    assert all(f"#{token}" in shown for token in asked)


def test_where_months_are_narrow_the_last_alone_carries_its_number() -> None:
    names = tuple(f"2026-{month:02d}" for month in range(1, 13))
    numbers = {(name, 1): 995 + place for place, name in enumerate(names)}
    figure = Figure("在管份数", "份", across=False, stacked=True, names=names,
                    series=((1, "秘密"),), numbers=numbers)  # fmt: skip
    narrow, roomy = said(drawn(figure, 252)), said(drawn(figure, 700))
    assert {"1006", "12"} <= set(narrow)
    assert not {"995", "1005", "12月"} & set(narrow)
    assert {"995", "1005", "1006", "12月"} <= set(roomy)
