"""A finding begun from what a row already says: a stock-take, a thing counted, an incident."""

from __future__ import annotations

from typing import Any

from db.ledger.beliefs.findings import FindingSource
from db.views.check_items import CheckItemRow
from db.views.findings import FindingRow
from db.views.incidents import IncidentRow
from db.views.risks import RiskRow
from db.views.stocktakes import StocktakeLineRow, StocktakeRow

_NOT_EQUAL, _LOST = "账物不符", "去向不明"


def finding_begun(row: Any) -> dict[str, object]:
    """Return the fields of a finding that the row answers."""
    match row:
        case StocktakeRow():
            return _of_stocktake(row.id, row.number, f"{row.number}（{row.scope}）发现")
        case StocktakeLineRow(device=device) if device:
            return _of_device(row)
        case StocktakeLineRow():
            which = f"{row.doc_number} {row.copy_no or row.code}".strip()
            said = row.difference or row.bucket.word
            return _of_stocktake(row.stocktake, row.number, f"{which}：{said}，账面在{row.place}")
        case IncidentRow():
            return {
                "source": FindingSource.INCIDENT,
                "incident": row.id,
                "category": _LOST,
                "inspector": row.finder,
                "description": f"{row.doc_number} {row.copy_no}去向不明，{row.reported_on}报告",
                "basis": "《保守国家秘密法实施条例》第六十一条",
            }
        case CheckItemRow():
            return {
                "item": row.item,
                "inspector": f"{row.number}{row.name}",
                "description": f"{row.text}：{row.result}",
                "department": row.department_id,
            }
        case RiskRow():
            return {
                "source": FindingSource.RISK,
                "item": row.item,
                "category": row.category,
                "department": row.department_id,
                "inspector": row.checker or "部门自查",
                "description": row.note or f"没有做到：{row.text}",
            }
        case FindingRow():
            return {"category": row.category, "department": row.department_id}
        case _:
            return {}


def _of_device(row: StocktakeLineRow) -> dict[str, object]:
    """A device is somebody's: he and his department answer for what differs."""
    serial = f"（序列号{row.doc_number}）" if row.doc_number else ""
    which = f"{row.copy_no} {row.title}".strip() + serial
    said = f"{which}：{row.difference or row.bucket.word}，账面在{row.place}"
    whose = {"person": row.person_id, "department": row.department_id}
    return _of_stocktake(row.stocktake, row.number, said) | whose


def _of_stocktake(number: int, called: str, said: str) -> dict[str, object]:
    return {
        "source": FindingSource.STOCKTAKE,
        "stocktake": number,
        "category": _NOT_EQUAL,
        "inspector": called,
        "description": said,
    }
