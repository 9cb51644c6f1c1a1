"""A picture of every page and dialog, from the demo ledger, to be looked at beside the mock-ups.

To add one: a line in `MAKERS`.  Nothing is recorded while pictures are taken; each widget is shown,
given a moment to settle, and put into the folder under its name, scheme and scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.ledger.acts.checks.receiving import BeginReception
from db.ledger.acts.custody.lend import Lend
from db.ledger.values import Level, State
from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.copies import COPIES
from db.views.custody_over_time import PERSON_ON_DAY
from db.views.people import PEOPLE
from desktop import clock
from desktop.asking import RECORDABLE
from desktop.demo import demo_at_hand, make_demo
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.credentials import SHEETS
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.founding_wizard import FoundingWizard
from desktop.dialogs.import_window import ImportWindow
from desktop.dialogs.locking_note import locking_note
from desktop.dialogs.manual import Manual
from desktop.dialogs.print_dialog import PrintDialog
from desktop.dialogs.reception_sheet import BeginReceptionSheet
from desktop.dialogs.unlock import Unlock
from desktop.dialogs.welcome import Welcome
from desktop.door import Door
from desktop.gallery_doors import SCREEN, bad_days
from desktop.look import Look, dress
from desktop.outgoing import write_out
from desktop.pages.catalogue import COPIES_PAGE, PEOPLE_PAGE, REGISTERS
from desktop.pages.kind import Chip
from desktop.pages.past import PAST_PAGE
from desktop.pages.register_page import RegisterPage
from desktop.print_order import Printer
from desktop.progress import Progress
from desktop.reception_window import ReceptionWindow
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.window import MainWindow

SCHEMES = ("light", "dark")
SETTLES = 200
"""Milliseconds until what is asked for is answered and painted."""

_REGISTER = """收文登记簿,,,,,,,
收文号,收文日期,来文机关,文号,标题,密级,份号,存放柜
机2024-001,2024-01-03,示例局,示发〔2024〕1号,关于甲项工作的通知,机密★10年,000007,1号柜
机2024-002,2024-01-05,示例厅,示厅发〔2024〕2号,关于乙项工作的意见,秘密★5年,000031-000033,1号柜
机2024-003,2024-01-09,示例局,示发〔2024〕5号,关于丙项工作的函,内部★3年,000040,2号柜
"""


@dataclass(frozen=True)
class Studio:
    """What a maker of pictures is given: an open ledger, its looks, a door, a folder."""

    session: Session
    look: Look
    door: Door
    folder: Path


Picture = tuple[str, QWidget]
Maker = Callable[[Studio], Iterator[Picture]]


def _entrance(at: Studio) -> Iterator[Picture]:
    yield "welcome", Welcome(at.look)
    yield "founding", FoundingWizard(at.look, at.door, InlineWorker(), at.folder / "新台账")
    yield "unlock", Unlock(at.look, at.door, InlineWorker(), at.session.folder)
    yield "locking", locking_note(at.look)


def _pages(at: Studio) -> Iterator[Picture]:
    window = MainWindow(at.session, at.look)
    window.resize(*SCREEN)
    mine = [kind.name for kind in REGISTERS if kind.view.roles & at.session.operator.roles]
    for name in ("today", *mine, "system"):
        window.open(name)
        yield f"page-{name}", window


def _frame(at: Studio) -> Iterator[Picture]:
    """The window's own manners: what the search box finds, titles covered, the manual."""
    window = MainWindow(at.session, at.look)
    window.resize(*SCREEN)
    window.show()
    window.open(COPIES_PAGE.name)
    window.top.box.look_up("通知")
    yield "frame-find", window
    window.top.box.look_up("")
    at.session.veil.turn()
    yield "frame-veil", window
    at.session.veil.turn()
    yield "manual", Manual(at.session, at.look, COPIES_PAGE.name)


def _registers(at: Studio) -> Iterator[Picture]:
    """A register page at work: several copies chosen, and a filter that finds nothing."""
    window = MainWindow(at.session, at.look)
    window.resize(*SCREEN)
    window.show()
    window.open(COPIES_PAGE.name)
    page = window.page(COPIES_PAGE.name)
    assert isinstance(page, RegisterPage)
    page.table.choose(0, list(range(min(3, page.model.rowCount()))))
    yield "register-several", window
    page.narrow("没有这样的文件")
    yield "register-nothing", window


def _persons(at: Studio) -> Iterator[Picture]:
    """Who holds most, on his card; and what he held on a day that is over."""
    window = MainWindow(at.session, at.look)
    window.resize(*SCREEN)
    window.show()
    window.open(PEOPLE_PAGE.name)
    page = window.page(PEOPLE_PAGE.name)
    assert isinstance(page, RegisterPage)
    rows = page.model.rows(range(page.model.rowCount()))
    place, most = max(enumerate(rows), key=lambda one: one[1].held)
    page.table.choose(place, [place])
    yield "person-card", window
    chip = Chip(most.name, view=PERSON_ON_DAY, given={"person": most.id})
    window.show_only(PAST_PAGE.name, chip)
    yield "past-held", window


def _acts(at: Studio) -> Iterator[Picture]:
    for kind, act in RECORDABLE.items():
        if act.roles & at.session.operator.roles:
            yield f"act-{kind}", ActForm(at.session, at.look, act)


def _sheets(at: Studio) -> Iterator[Picture]:
    for kind, sheet in SHEETS.items():
        yield f"sheet-{kind}", sheet(at.session, at.look, {})


def _lending(at: Studio) -> Iterator[Picture]:
    """A loan with all that can be said of it: a reason wanted, a date too late, a copy too high."""
    levels = (Level.SECRET, Level.TOP_SECRET)
    at_rest = [(Filter("state", (State.IN_STOCK,)), Filter("level", (one,))) for one in levels]
    found: list[tuple[int, ...]] = []

    def rows(book: Snapshot) -> list[tuple[int, ...]]:
        first = (Question(filters=one, limit=2) for one in at_rest)
        copies = [tuple(row.id for row in book.page(COPIES, one).rows) for one in first]
        people = book.page(PEOPLE, Question(order=(("name", True),), limit=1)).rows
        return [*copies, tuple(row.id for row in people)]

    at.session.read(rows, owner=at.session, then=found.extend, otherwise=_told)
    plain, top, people = found
    given = {
        "copy": (*plain, *top[:1]),
        "to": people[0],
        "approved_by": "示例郑远",
        "due": at.session.today + timedelta(days=48),
        "purpose": "起草贯彻落实方案",
    }
    yield "lending", ActForm(at.session, at.look, Lend, given)


def _told(error: Exception) -> None:
    raise error


def _printing(at: Studio) -> Iterator[Picture]:
    question = Question(given=at.session.given())
    last = at.session.today.year - 1
    of_a_year = replace(question, filters=(Filter("year", (last,)),))
    printing = PrintDialog(at.session, at.look, "F01", of_a_year, f"{last}年收文")
    printing.choices.list_printers([Printer("示例打印机")])
    yield "print", printing
    asking = PrintDialog(at.session, at.look, "F01", question, "全部收文")
    asking.choices.password.ask("gallery", "这次要打印120页，请再次输入本人口令。", asking.show)
    yield "print-password", asking
    yield "print-refused", PrintDialog(at.session, at.look, "F09", question, "全部借阅")


def _exporting(at: Studio) -> Iterator[Picture]:
    question = Question(given=at.session.given())
    yield "export", ExportDialog(at.session, at.look, COPIES, question, fields=("copy_no", "title"))


def _importing(at: Studio) -> Iterator[Picture]:
    yield "import", ImportWindow(at.session, at.look)
    sample = at.folder / "示例旧台账.csv"
    write_out(at.session.folder, sample, _REGISTER.encode())
    found = ImportWindow(at.session, at.look)
    found.open_file(sample)
    yield "import-found", found


def _bad_days(at: Studio) -> Iterator[Picture]:
    yield from bad_days(at.look, at.door, at.folder / "示例")


def _receiving(at: Studio) -> Iterator[Picture]:
    """迎检: how it is begun, and what stands at the desk meanwhile."""
    yield "reception-begin", BeginReceptionSheet(at.session, at.look, {})
    until = (clock.now() + timedelta(minutes=45)).isoformat(timespec="seconds")
    begun = BeginReception(
        on=at.session.today, inspector="示例陈查", office="示例省保密局", reception=1, until=until
    )
    window = ReceptionWindow(at.session, at.look, begun)
    window.resize(*SCREEN)
    window.choose(1)
    yield "reception", window


MAKERS: tuple[Maker, ...] = (
    _entrance, _bad_days, _pages, _frame, _registers, _persons, _acts, _sheets, _lending, _printing,
    _exporting, _importing, _receiving,
)  # fmt: skip


def take_pictures(
    at: Studio, name: str, makers: tuple[Maker, ...] = MAKERS, only: tuple[str, ...] = ()
) -> Iterator[tuple[Path, str]]:
    """Take every picture; yield its file and, if it could not be taken, the mistake's type.

    With `only`, those alone that have one of these words in their name.
    """
    folder = at.folder / name
    folder.mkdir(parents=True, exist_ok=True)
    for maker in makers:
        before: QWidget | None = None
        pictures = maker(at)
        while True:
            try:
                title, widget = next(pictures)
                if wanted := not only or any(word in title for word in only):
                    _take(widget, folder / f"{title}.png")
            except StopIteration:
                break
            except Exception as error:  # noqa: BLE001 — one broken dialog does not hide the others
                yield folder / maker.__name__.strip("_"), type(error).__name__
                break
            if before is not None and before is not widget:
                before.deleteLater()
            before = widget
            if wanted:
                yield folder / f"{title}.png", ""
        if before is not None:
            before.hide()
            before.deleteLater()


def _take(widget: QWidget, file: Path) -> None:
    widget.show()
    _settle()
    widget.grab().save(str(file))
    if isinstance(widget, QDialog):
        widget.hide()


def _settle() -> None:
    wait = QEventLoop()
    QTimer.singleShot(SETTLES, wait.quit)
    wait.exec()


def prepare(folder: Path) -> None:
    """Make the demo ledger in the folder, if there is none of these days."""
    state = folder / "state"
    if demo_at_hand(state) is None:
        make_demo(state, Progress())


def exhibit(folder: Path, scale: str, only: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Take the pictures at the scale this process runs in (`QT_SCALE_FACTOR`)."""
    application = QApplication([])
    door = Door(state=folder / "state")
    demo = demo_at_hand(door.state)
    assert demo is not None
    vault = door.unlock(demo.folder, None, demo.password)
    session = Session(vault, InlineWorker(), InlineWorker())
    for scheme in SCHEMES:
        look = dress(application, scheme)
        studio = Studio(session, look, door, folder)
        yield from take_pictures(studio, f"{scheme}-{round(float(scale) * 100)}", only=only)
    session.lock()
