"""Evidence of 信息公开审查: everything asked for or published, and if it was reviewed first."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at
from db.views.publications import SOURCE_LEVEL

_DAY = "coalesce(publication.published_on, publication.asked_on)"
_OUT = "publication.published_on IS NOT NULL"

PUBLICATION = looked_at(
    "publication",
    f"FROM publication WHERE {_DAY} {IN_PERIOD}",
    day=_DAY,
    person="publication.applicant",
    troubles={
        "没有结论即公布": f"{_OUT} AND publication.verdict IS NULL",
        "公布早于审查": "publication.published_on < publication.concluded_on",
        "不得公开而已公布": f"{_OUT} AND publication.verdict = 'NOT_PUBLIC'",
        "来源文件仍涉密": f"{_OUT} AND publication.verdict IS NOT 'AMENDED'"
        f" AND {SOURCE_LEVEL} IS NOT NULL",
    },
)
"""SI-50: each item with its review, the order of both, and what it came of."""
