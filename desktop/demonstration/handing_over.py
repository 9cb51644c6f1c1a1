"""移交 in the demo's office: somebody is going to another post, and his list is made."""

from __future__ import annotations

from datetime import date

from db.ledger.acts.handover.open import OpenHandover
from db.ledger.beliefs.handovers import HandoverReason
from desktop.demonstration.needs import DRAFTER, OFFICER, SECOND
from desktop.demonstration.office import Office


def begin_to_hand_over(office: Office, day: date) -> None:
    """What the drafter keeps goes to the officer; the list is made, and waits to be counted."""
    act = OpenHandover(
        on=day,
        leaver=DRAFTER,
        receiver=OFFICER,
        supervisor=SECOND,
        reason=HandoverReason.MOVING,
        keys=("3号柜钥匙2把",),
        registers=("分发登记簿1本",),
        devices=("办公计算机BG-017（非密）",),
        files=("BG-017：查出定密前的过程稿3件，已转入涉密单机并清除",),
    )
    office.do(act)
