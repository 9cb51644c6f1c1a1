"""盘点 in the demo's office: one that two persons closed, and one that is still going on."""

from __future__ import annotations

from datetime import date

from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.ledger.beliefs import Bucket
from db.store.reading import Filter, Question
from db.views.stocktakes import COUNTING
from desktop.demonstration.needs import made
from desktop.demonstration.office import Office

FIRST_CABINET = (1, 2, 3)
_STRANGE = "QT-0093-1"
_OUT_OF_PLACE = 40
_LEFT = 12


def count_all(office: Office, day: date) -> None:
    """Everything is counted and found, 绝密 twice; what is out is out."""
    number = _opened(office, OpenStocktake(on=day, reason="年度盘点"))
    for copy in _at_rest(office, number):
        office.vault.counting.scan(number, f"Z{copy}")
    again = office.vault.counting.again(office.confirmed().second)
    for copy in _at_rest(office, number, turn=2):
        again.scan(number, f"Z{copy}")
    office.do(CloseStocktake(on=day, stocktake=number), second=True)


def begin_to_count(office: Office, day: date) -> None:
    """The first cabinet is being counted: most is seen, one thing nobody knows."""
    act = OpenStocktake(on=day, reason="半年盘点", places=FIRST_CABINET)
    number = _opened(office, act)
    counting = office.vault.counting
    for at, copy in enumerate(_at_rest(office, number)[:-_LEFT]):
        counting.scan(number, f"Z{copy}", 2 if at % _OUT_OF_PLACE == 7 else 0)
    counting.scan(number, _STRANGE, 1)
    counting.say(number, 0, _STRANGE, note="牛皮纸袋，未拆，放在柜顶")


def _opened(office: Office, act: OpenStocktake) -> int:
    return int(made(office.do(act), "stocktake") or 0)


def _at_rest(office: Office, stocktake: int, turn: int = 1) -> list[int]:
    """Return the copies that lie in the cabinets, as the page lists them; in turn 2 only 绝密."""
    waiting = (Filter("bucket", (Bucket.WAITING,)),)
    asked = Question(filters=waiting, given={"stocktake": stocktake, "turn": turn})
    return [row.copy for row in office.vault.ask(COUNTING, asked).rows]
