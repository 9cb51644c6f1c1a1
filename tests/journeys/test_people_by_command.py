"""People and places on the command line: trained, abroad and back, met, guarded; their papers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from desktop import clock
from tests.journeys.desk import OFFICER, Desk, founded

ONE, OTHER, HEAD = "示例孙", "示例吴", "示例主任"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = founded(tmp_path)
    made.acted("add_department", {"name": "业务处"})
    for name in (ONE, OTHER):
        made.acted("add_person", {"name": name, "department": "业务处", "grade": "important"})
    return made


@pytest.fixture
def today() -> date:
    return clock.now().date()


def paper(desk: Desk, form: str, *select: str) -> str:
    """Print a form and return what stands on it, without spaces."""
    file = desk.home / f"{form}.pdf"
    chosen = [word for one in select for word in ("--select", one)]
    printed = desk.run("print", form, *chosen, "-o", file)
    assert printed.code == 0, printed.err
    pages = pypdfium2.PdfDocument(file)
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    return "".join(said.split())


def refused(desk: Desk, act: str, given: dict[str, object]) -> str:
    answer = desk.act(act, given)
    assert answer.code == 1, answer.out
    return answer.err


def test_a_session_from_its_call_to_the_make_up(desk: Desk) -> None:
    plan = {"topic": "保密法规", "sort": "ON_POST", "lecturer": "示例讲师", "hours": "2"}
    assert "V01" in refused(desk, "plan_training", plan), "nobody would come"
    desk.acted("plan_training", plan | {"departments": ["业务处"]})
    assert f"1{ONE}业务处重要" in paper(desk, "F34A", "training=1")
    absent = {"training": 1, "absent": [OTHER], "why": "出差"}
    desk.acted("attend_training", absent)
    assert "V06" in refused(desk, "attend_training", {"training": 1, "persons": [ONE]})
    scores = {"training": 1, "scores": [f"{ONE} 101"]}
    assert "V01" in refused(desk, "score_training", scores), "out of range"
    desk.acted("score_training", scores | {"scores": [f"{ONE} 95"]})
    desk.acted("make_up_training", {"training": 1, "persons": [OTHER], "how": "看录像"})
    (covered,) = [row for row in desk.rows("training_coverage") if row["department"] == "业务处"]
    assert (covered["trained"], covered["hours"], covered["coverage"]) == (2, "4", 100)
    assert "保密法规在岗示例讲师2业务处21195" in paper(desk, "F34")


def test_a_journey_with_its_document_and_its_paper(desk: Desk, today: date) -> None:
    away, home = str(today), str(today + timedelta(7))
    desk.acted("register_passport", {"person": ONE, "sort": "PRIVATE", "number": "EA1234567"})
    journey = {"person": ONE, "sort": "PRIVATE", "destination": "示例国", "reason": "探亲"}
    backwards = journey | {"leaves_on": home, "returns_on": away}
    assert "K35" in refused(desk, "apply_travel", backwards)
    desk.acted("apply_travel", journey | {"leaves_on": away, "returns_on": home})
    out = {"passport": 1, "travel": 1, "approved_by": HEAD}
    assert "V50" in refused(desk, "give_passport", out), "not approved"
    desk.acted("decide_travel", {"travel": 1, "approved_by": HEAD})
    desk.acted("talk_before", {"travel": 1, "talked_by": HEAD})
    desk.acted("give_passport", out)
    assert "K31" in refused(desk, "give_passport", out), "given out twice"
    desk.acted("come_home", {"travel": 1})
    desk.acted("take_passport", {"passport": 1, "remark": "记录一致"})
    desk.acted("talk_after", {"travel": 1, "talked_by": HEAD, "findings": "无异常"})
    (row,) = desk.rows("travels")
    assert (row["state"], row["missing"], row["papers"]) == (
        "已了结",
        "",
        "因私普通护照 EA****567",
    )
    printed = paper(desk, "F27", "id=1")
    assert f"姓名{ONE}部门业务处" in printed
    assert f"谈话人{HEAD}" in printed
    assert "EA1234567" not in printed
    assert "EA1234567" not in str([entry.sentence for entry in desk.entries()])


def test_a_meeting_counted_and_a_site_with_its_visitor(desk: Desk, today: date) -> None:
    meeting = {
        "name": "示例专题会", "department": "业务处", "level": 2, "starts_on": str(today),
        "location": "第一会议室", "officer": ONE, "content": "研究事项", "scope": "处室负责人",
        "duties": "示例孙检查场所",
    }  # fmt: skip
    desk.acted("plan_conference", meeting)
    desk.acted("decide_conference", {"conference": 1, "approved_by": HEAD})
    desk.acted("register", {
        "issuer": "示例办", "doc_number": "示办发〔2026〕7号", "title": "会议材料",
        "marking": "机密★10年", "copy_nos": "000120-000121", "pages": 8, "counted": True,
        "signed_by": OFFICER, "custodian": OFFICER, "place": 1, "scope": [ONE, OTHER],
    })  # fmt: skip
    desk.acted("hand_out", {
        "meeting": "示例专题会", "document": 1, "copies": [1], "attendees": [OTHER],
        "remaining": 1, "approved_by": HEAD,
    })  # fmt: skip
    assert "K30" in refused(desk, "check_conference", {"conference": 1, "remark": "无"})
    desk.acted("hand_in", {"handout": 1, "returned": [1]})
    desk.acted("check_conference", {"conference": 1, "remark": "场所已屏蔽"})
    assert "共印2份发放1份收回1份带走0份未收0份" in paper(desk, "F33", "id=1")
    site = {
        "sort": "SITE", "name": "机要保密室", "department": "业务处", "head": ONE,
        "level": 2, "location": "主楼301", "matters": "收发保管", "reason": "集中存放",
        "guards": "值守", "barriers": "铁门", "alarms": "报警", "fixed_by": "示例委员会",
    }  # fmt: skip
    desk.acted("fix_site", site)
    came = {"site": "机要保密室", "visitor": "示例客", "unit": "示例厅", "purpose": "检查",
            "escort": ONE, "approved_by": HEAD, "came_at": "09:30"}  # fmt: skip
    assert "K35" in refused(desk, "admit_visitor", came | {"left_at": "09:00"})
    desk.acted("admit_visitor", came | {"left_at": "10:10"})
    desk.acted("withdraw_site", {"site": "机要保密室", "why": "搬迁", "approved_by": "示例委员会"})
    again = {"site": 1, "level": 3, "why": "再用", "approved_by": "示例委员会"}
    assert "K31" in refused(desk, "change_site", again), "withdrawn"
    assert "涉密人员总数2人" in paper(desk, "F31", "id=1")
    verified = desk.run("verify", "--full")
    assert verified.code == 0, verified.err
    assert desk.run("rebuild", "--check").code == 0
