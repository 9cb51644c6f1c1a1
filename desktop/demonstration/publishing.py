"""信息公开 in the demo's office: what is made public is reviewed first; the last one waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.beliefs.publication import Verdict
from db.ledger.values import Level
from desktop.demonstration.needs import DECIDER, DRAFTER, Office, made

_SITE, _PAPER = "本单位门户网站", "《示例年鉴》编辑部"
_ITEMS: tuple[tuple[str, str, tuple[int, ...], Verdict, str], ...] = (
    ("便民服务窗口调整公告", _SITE, (), Verdict.PUBLIC, ""),
    ("全省重点工作推进情况综述（约三千字）", _PAPER, (20,), Verdict.AMENDED,
     "删去第三部分数据和两处项目名称"),
    ("重点项目进展图片十二幅", _SITE, (35,), Verdict.NOT_PUBLIC, "图片显示未公开的布局"),
    ("开放日活动简讯", _SITE, (), Verdict.PUBLIC, ""),
)  # fmt: skip
EVERY = 50
"""Days of work from one item to the next."""


def publish(office: Office, day: date, number: int) -> None:
    """One item: asked for, reviewed three days later, out two days after that."""
    content, purpose, documents, verdict, changes = _ITEMS[number % len(_ITEMS)]
    called = f"{day.year}年{day.month}月{content}"
    publication = _asked(office, day, called, purpose, documents)
    if publication is None:
        return
    public = verdict is Verdict.PUBLIC
    what: dict[str, Any] = {"publication": publication}
    reviewed = ConcludePublication(
        on=day,
        verdict=verdict,
        reviewer=DECIDER,
        level=None if public else Level.CONFIDENTIAL,
        changes=changes,
        department_opinion=f"已核对内容和来源，{verdict.word}。示例方",
        office_opinion=f"{verdict.word}。{office.world.words['second']}",
        **what,
    )
    office.plan(day + timedelta(3), reviewed)
    if verdict is not Verdict.NOT_PUBLIC:
        out = NotePublication(on=day, where_to=purpose, amended=not public, **what)
        office.plan(day + timedelta(5), out)


def ask_to_publish(office: Office, day: date) -> None:
    """The latest waits for its review."""
    _asked(office, day, "年度工作亮点短视频脚本", "示例新闻社", (50,))


def _asked(
    office: Office, day: date, content: str, purpose: str, documents: tuple[int, ...]
) -> int | None:
    said: dict[str, Any] = {"content": content, "purpose": purpose, "documents": documents}
    number = made(office.do(AskPublication(on=day, applicant=DRAFTER, **said)), "publication")
    return number if isinstance(number, int) else None
