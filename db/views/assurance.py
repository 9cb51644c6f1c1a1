"""台账安全概况: where the journal ends, how much of it is of today, when it was last secured."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.ledger.values import Role
from db.store.reading import View


@dataclass(frozen=True)
class AssuranceRow:
    """The last entry, the entries of the day, the last backup that held, the last full check."""

    id: int = column("编号", Kind.COUNT, hidden=True)
    entries: int = column("末条", Kind.COUNT)
    entries_today: int = column("今日条数", Kind.COUNT)
    founded_at: str = column("建账时间", Kind.TIME)
    backed_up_at: str | None = column("上次备份", Kind.TIME)
    checked_at: str | None = column("上次全部核验", Kind.TIME)


# The journal is walked from its end to yesterday only, and who merely came is no work of the day.
# A backup is verified in full while it is written; the draft names one that has not come so far.
ASSURANCE: View[AssuranceRow] = View(
    name="assurance",
    title="台账安全概况",
    row=AssuranceRow,
    sql="""
        SELECT tip.id, tip.entries, tip.entries - tip.before
               - (SELECT count(*) FROM entry WHERE seq > tip.before
                     AND kind IN ('log_in', 'failed_log_in')) AS entries_today, tip.founded_at,
               backed.recorded_at AS backed_up_at,
               max(coalesce(checked.recorded_at, backed.recorded_at),
                   coalesce(backed.recorded_at, checked.recorded_at)) AS checked_at
          FROM (SELECT 1 AS id, (SELECT created_at FROM identity) AS founded_at,
                       coalesce((SELECT max(seq) FROM entry), 0) AS entries,
                       coalesce((SELECT seq FROM entry
                                  WHERE seq <= (SELECT max(seq) FROM entry)
                                    AND recorded_at < :today
                                  ORDER BY seq DESC LIMIT 1), 0) AS before) AS tip
          LEFT JOIN entry AS backed ON backed.seq = (
               SELECT max(seq) FROM entry
                WHERE kind = 'backup'
                  AND seq NOT IN (SELECT CAST(substr(name, 17) AS INTEGER) FROM draft
                                   WHERE name GLOB 'backup:unproven:*'))
          LEFT JOIN entry AS checked ON checked.seq = (
               SELECT max(seq) FROM entry WHERE kind = 'full_check')
    """,
    key=("id",),
    roles=frozenset(Role),
    given=("today",),
)
