"""One ledger's life in some eighty entries: every kind of act, fictional, the same each time.

Only salts, keys and the ledger's id differ from one telling to the next.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from db.ledger.acts.correction.correct import CorrectCopy, CorrectDocument
from db.ledger.acts.correction.reopen import Reopen
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.dun import DunFor
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.keep import KeepToAct
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.documents.set_scope import SetScope
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.close_year import CloseYear
from db.ledger.acts.ending.destroying import DestroyInHouse, PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.acts.intake.open_loan import OpenLoan
from db.ledger.acts.intake.open_person import OpenPerson
from db.ledger.acts.intake.take_over import TakeOver
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.program.printed import CopyCells, Export, PrintForm
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.grant import Grant
from db.ledger.acts.setup.lock_credential import LockCredential, UnlockCredential
from db.ledger.acts.setup.set_mask import SetMask
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.acts.setup.set_reasons import SetReasons
from db.ledger.beliefs import Person
from db.ledger.trouble import CannotOpen
from db.ledger.values import Grade, Role, State
from db.store import standing
from db.vault import page_digest
from tests.book import (
    CABINET,
    FINANCE,
    LI,
    OFFICE,
    PASSWORD,
    READING_ROOM,
    ROOM,
    TINY,
    WANG,
    ZHAO,
    Book,
    open_row,
    register,
    unlocked,
)
from tests.golden.career import release, serve
from tests.golden.checking import check
from tests.golden.filing import file_away
from tests.golden.governing import keep_in_order
from tests.golden.handing import hand_on
from tests.golden.life import copy_outside, live
from tests.golden.publishing import publish
from tests.golden.regrouping import regroup
from tests.golden.self_checking import check_oneself
from tests.golden.watching import watch_over
from tests.golden.withholding import withhold

HEAD_PASSWORD = "保密办负责人口令"
NEW_PASSWORD = "更改后的示例口令"
APPROVED = {"approved_by": "示例赵"}


def tell(book: Book, beside: Path) -> None:
    """Live through it; a backup is written to the folder `beside`."""
    _receive(book)
    _take_over(book)
    _hand_out(book)
    _put_right(book)
    _end(book)
    _lose_and_find(book)
    live(book)
    watch_over(book)
    publish(book)
    keep_in_order(book)
    check(book)
    withhold(book)
    _leave_the_desk(book, beside)
    _keys_and_clocks(book)


def _receive(book: Book) -> None:
    day = book.today
    book.record(
        register(day, scope=(WANG,), scope_departments=(FINANCE,), must_return=True),
        register(
            day,
            doc_number="示办发〔2026〕8号",
            title="关于𬭼㼆䶮𠅤堃专项的报告",
            marking="绝密★20年",
            copy_nos="000001",
            also_signed=WANG,
            scope=(WANG,),
            urgency="特急",
        ),
        register(
            day,
            issuer="示例局",
            doc_number="示局函〔2026〕3号",
            title="征求意见函",
            marking="秘密★6个月",
            copy_nos="",
            count=4,
            issued_on=None,
            series="普",
            place=CABINET,
            scope_limited=True,
        ),
    )
    book.record(register(day, copy_nos="000130-000131", pages=8))
    book.record(
        *(
            register(
                day,
                issuer=f"示例{name}局",
                doc_number=f"示{name}发〔2026〕{number}号",
                title=f"{name}类材料之{number}",
                marking=marking,
                copy_nos=f"{100 * number + 1}-{100 * number + 2}",
                issued_on=day - timedelta(10 * number),
            )
            for number, (name, marking) in enumerate(
                (("甲", "机密★10年"), ("乙", "秘密★5年"), ("丙", "机密*5年"), ("丁", "秘密★3年")), 1
            )
        )
    )


def _take_over(book: Book) -> None:
    day = book.today
    book.record(
        open_row(day),
        open_row(
            day,
            row=4,
            doc_number="示局〔2024〕13号",
            title="旧纪要",
            marking="机密★10年",
            nos=("000041", "000042"),
            count=2,
            receipt_no="13",
            received_on=None,
            remark="借 孙旧",
            state=State.ON_LOAN,
            holder_name="孙旧",
        ),
        open_row(
            day,
            row=5,
            doc_number="",
            title="旧稿",
            nos=(),
            count=2,
            receipt_no="14",
            remark="已销毁",
            state=State.DESTROYED,
            closed_on=date(2025, 6, 7),
        ),
        TakeOver(
            on=day, workbook="旧账.xlsx", digest="a1" * 32, of_kind="receipts", rows=4, accepted=3
        ),
    )
    old = copy(book, "000031")
    book.record(
        OpenLoan(
            on=day,
            row=2,
            as_typed={"借阅人": "示例王"},
            copy=old,
            borrower_name="示例王",
            lent_on=date(2025, 1, 6),
            returned=True,
            returned_on=date(2025, 1, 9),
        ),
        OpenPerson(
            on=day,
            row=2,
            as_typed={"姓名": "周新"},
            name="周新",
            department_name="研究室",
            post="科员",
            grade=Grade.GENERAL,
        ),
    )


def _hand_out(book: Book) -> None:
    one, two, top, plain = (copy(book, no) for no in ("000120", "000121", "000001", "000101"))
    day = book.today
    book.record(CirculateOut(on=day, at="08:30", copy=one, to=WANG))
    book.clock.forward(hours=1)
    book.record(CirculateBack(on=day, at="09:40", copy=one, pages=8))
    book.record(Lend(on=day, copy=two, to=WANG, due=day + timedelta(10), form_no="借1", **APPROVED))
    book.record(
        Lend(on=day, copy=top, to=WANG, read_in=True, place=READING_ROOM, **APPROVED),
        GiveBack(on=day, copy=top),
    )
    book.record(
        SetScope(on=day, document=document(book, plain), persons=(WANG,), **APPROVED),
        KeepToAct(
            on=day,
            copy=plain,
            to=WANG,
            instructed_by="示例赵",
            due=day + timedelta(30),
            cabinet="办公室1号柜",
        ),
    )
    book.clock.forward(days=1)
    day = book.today
    book.record(Extend(on=day, copy=two, due=day + timedelta(20), **APPROVED))
    book.record(DunFor(on=day, copies=(plain,), how="电话", told="示例王"))
    book.record(Relocate(on=day, copies=(one, top), place=CABINET))
    book.record(
        Lend(on=day, copy=copy(book, "000201"), to=ZHAO, approved_by="示例王"),
        reasons={"K10": "领导批示，增补知悉范围"},
    )
    book.clock.forward(days=6)
    day = book.today
    book.record(GiveBack(on=day, copy=two, place=CABINET, damaged=True, note="封面撕裂"))
    book.record(
        LateRound(
            on=day - timedelta(4), back_on=day - timedelta(4), copy=top, to=WANG, reason="漏记"
        ),
        reasons={"V09": "经手人外出"},
    )


def _put_right(book: Book) -> None:
    day, two = book.today, book.second()
    plain = document(book, copy(book, "000201"))
    for field, value in (
        ("title", "乙类材料之二（更正）"),
        ("marking", "机密★5年"),
        ("issued_on", "2026-02-01"),
        ("doc_number", "示乙发[2026]22号"),
    ):
        book.record(
            CorrectDocument(on=day, document=plain, field=field, value=value, reason="录入笔误"),
            second=two,
        )
    act = CorrectCopy(
        on=day, copy=copy(book, "000202"), field="copy_no", value="000299", reason="看错"
    )
    book.record(act, second=two)
    wrong = book.record(
        register(
            day, doc_number="示办发〔2026〕99号", title="录错的一件", copy_nos="9", scope=(WANG,)
        )
    ).last
    book.record(Reverse(on=day, entry=wrong, reason="录错"))
    lent = book.record(Lend(on=day, copy=copy(book, "000120"), to=WANG, **APPROVED)).last
    moved = book.record(GiveBack(on=day, copy=copy(book, "000120"))).last
    book.record(
        Reverse(on=day, entry=moved, reason="没有还"), Reverse(on=day, entry=lent, reason="没有借")
    )


def _end(book: Book) -> None:
    day, two = book.today, book.second()
    clearing = [copy(book, no) for no in ("000120", "000121", "000122")]
    book.record(
        ListClearing(
            on=day,
            issuer="示例办",
            notice="清退通知1号",
            copies=(*clearing, copy(book, "000101")),
            called=("示办发〔2026〕7号｜｜000120-000122｜3", "示外发〔2025〕3号｜外地来文｜1｜"),
        ),
        reasons={"K16": "原件一并交回"},
    )
    book.record(
        ApproveBatch(on=day, batch=1, approved_by="示例赵", approval_no="批1"),
        SettleLine(on=day, batch=1, copy=copy(book, "000101"), reason="承办中，下次清退"),
    )
    for each in clearing:
        book.vault.scan(1, each)
    book.record(HandOverClearing(on=day, batch=1, received_by="接收人", receipt_no="收1"))
    sent, kept = copy(book, "000301"), copy(book, "000302")
    book.record(ListDestruction(on=day, copies=(sent, kept), reason="无保存价值", applicant=ZHAO))
    book.record(ApproveBatch(on=day, batch=2, approved_by="示例李"))
    book.record(
        BagDestruction(
            on=day,
            batch=2,
            plant="示例销毁中心",
            seals="A1、A2",
            escorts=(LI, WANG),
            bags=("F-0071 1", "F-0072 1"),
            scanned=(sent, kept),
        ),
        second=two,
    )
    book.record(
        PlantReceipt(
            on=day,
            batch=2,
            receipt_no="回1",
            ticked=(sent,),
            seals_intact=True,
            supervisors=(LI, WANG),
            seals_seen="A1、A2",
            residue_checked=True,
        ),
        second=two,
    )
    book.record(SettleLine(on=day, batch=2, copy=kept, reason="退回"))
    shredded = copy(book, "000401")
    book.record(
        ListDestruction(on=day, copies=(shredded,), reason="重份", applicant=ZHAO, in_house=True),
        ApproveBatch(on=day, batch=3, approved_by="示例李"),
    )
    book.record(
        DestroyInHouse(
            on=day,
            batch=3,
            machine="一号机",
            supervisors=(LI, WANG),
            scanned=(shredded,),
            residue_checked=True,
        ),
        second=two,
    )
    book.record(ListDestruction(on=day, copies=(kept,), reason="再列"))
    book.record(CancelBatch(on=day, batch=4, reason="暂缓"))
    book.record(
        Reopen(
            on=day, copy=shredded, place=ROOM, reason="误登销毁，原件尚在", evidence="销毁清册第1行"
        ),
        second=two,
    )


def _lose_and_find(book: Book) -> None:
    day, lost = book.today, copy(book, "000402")
    book.record(ReportMissing(on=day, copy=lost, finder="示例王", circumstances="盘点未见"))
    book.record(FoundAgain(on=day, copy=lost, place=CABINET, cause="放错柜"))
    book.record(StopDisposal(on=day, copies=(lost,), why="案件"))
    book.record(
        StopDisposal(on=day, copies=(lost,), why="结案", lift=True),
        StopDisposal(on=day, copies=(copy(book, "000001"),), why="另案"),
    )


def _leave_the_desk(book: Book, beside: Path) -> None:
    day = book.today
    with book.vault.snapshot() as seen:
        upto, link = seen.upto, seen.link.hex()
    pages = (page_digest(("甲", "乙")), page_digest(("丙",)))
    first = PrintForm(on=day, form="F01", upto=upto, link=link, digests=pages)
    book.record(first)
    book.record(replace(first, reprint_of=1))
    book.record(Export(on=day, register="receipts", file="导出.xlsx", rows=9, digest="b2" * 32))
    book.record(CopyCells(on=day, register="在册份", rows=2))
    book.vault.back_up(beside / "备份.zcb")
    book.vault.securing.keep_proof(book.vault.prove(full=True))


def _credentials(book: Book) -> None:
    """Accounts come and go; the owner's own password counts, a given one does not."""
    day, accounts = book.today, book.vault.accounts
    roles = (Role.SECRECY_OFFICE_HEAD,)
    accounts.add("示例王", WANG, roles, HEAD_PASSWORD, TINY, second=book.second())
    file_away(book)
    hand_on(book, HEAD_PASSWORD)
    check_oneself(book)
    regroup(book)
    copy_outside(book)
    accounts = book.vault.accounts
    book.record(LockCredential(on=day, person=WANG, reason="出差"))
    book.record(UnlockCredential(on=day, person=WANG, reason="返回"), second=book.second())
    book.record(Grant(on=day, person=WANG, role=Role.LEADER), second=book.second())
    accounts.reset("示例王", HEAD_PASSWORD, TINY, second=book.second())
    accounts.add_witness("示例赵", ZHAO, HEAD_PASSWORD, TINY, second=book.second())
    accounts.remove("示例赵", "不再担任", second=book.second())
    reviewed = day - timedelta(days=3)
    book.record(Qualify(on=day, person=ZHAO, reviewed_on=reviewed, trained_on=day))
    book.record(AddPerson(on=day, name="示例孙", grade=Grade.GENERAL))
    (gone,) = standing.where(book.connection, Person, "name = ?", ("示例孙",))
    shorter = SetPolicy(on=day, name="cooling_set", value=1, source="示例制度第4条")
    book.record(shorter, second=book.second())
    leaving = LeavePost(on=day, person=gone.id, reason="调离")
    book.record(leaving, reasons={"K24": "未接触涉密文件"})
    serve(book)
    limit = SetPolicy(on=day, name="longest_loan_days", value=20, source="示例制度第3条")
    book.record(limit, second=book.second())
    mask = SetMask(on=day, name="travel", mask="{series}{year}-{number:04}", source="示例制度第5条")
    book.record(mask, second=book.second())
    book.record(SetReasons(on=day, rule="K10", reasons=("经处领导当面同意",)))


def _keys_and_clocks(book: Book) -> None:
    _credentials(book)
    book.vault.accounts.change_password(NEW_PASSWORD, TINY)
    book.vault.accounts.change_password(PASSWORD, TINY)
    book.vault.lock()
    try:
        unlocked(book.folder, book.state, book.clock, "不对的口令")
    except CannotOpen:
        book.clock.forward(minutes=1)
    book.vault = unlocked(book.folder, book.state, book.clock)
    book.clock.forward(days=40)
    book.reopen()
    book.vault.confirm_day(book.today)
    book.record(
        RolledBack(on=book.today, why="演示：没有回退", first=0, last=0), second=book.second()
    )
    book.record(SetScope(on=book.today, document=1, departments=(OFFICE,), **APPROVED))
    book.clock.now = book.clock.now.replace(year=book.today.year + 1, month=1, day=6)
    book.reopen()
    book.vault.confirm_day(book.today)
    release(book)
    book.record(CloseYear(on=book.today, year=book.today.year - 1), second=book.second())


def copy(book: Book, copy_no: str) -> int:
    """Return the number of the copy that carries this 份号."""
    (found,) = book.connection.execute(
        "SELECT max(id) FROM copy WHERE copy_no = ?", (copy_no,)
    ).fetchone()
    return int(found)


def document(book: Book, of_copy: int) -> int:
    """Return the number of a copy's document."""
    (found,) = book.connection.execute(
        "SELECT document FROM copy WHERE id = ?", (of_copy,)
    ).fetchone()
    return int(found)
