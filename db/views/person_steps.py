"""手续: what is to be done for a person of his employment type, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.steps import WHENS
from db.store.reading import Read, View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class StepRow:
    """One step for one person."""

    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    position: int = column("序", Kind.COUNT, hidden=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    employment: str = column("人员类型", Kind.ATOM, filters=True, sorts=True)
    phase: str = column("阶段", Kind.ATOM)
    step: str = column("手续", Kind.ATOM, filters=True)
    done_on: date | None = column("办理日期", Kind.DATE, filters=True, sorts=True)
    done_by: str = column("经办", Kind.ATOM)
    missing: bool = column("缺", Kind.FLAG, filters=True)
    noted: bool = column("手工登记", Kind.FLAG)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


def _in_words(rows: list[StepRow], _: Read) -> list[StepRow]:
    return [replace(row, phase=WHENS.get(row.phase, row.phase)) for row in rows]


_LEAVES = "leaving.person = person.id AND leaving.state <> 'CANCELLED'"

PERSON_STEPS: View[StepRow] = View(
    name="person_steps",
    title="人员手续",
    row=StepRow,
    sql=f"""
        SELECT person, position, name, department, employment, phase, step, done_on,
               coalesce(done_by, '') AS done_by, due AND done_on IS NULL AS missing,
               noted, department_id
          FROM (SELECT person.id AS person, step.key AS position, person.name,
                       department.name AS department, person.employment,
                       step.value ->> 'when' AS phase, step.value ->> 'name' AS step,
                       CASE step.value ->> 'shown_by'
                            WHEN 'review' THEN person.reviewed_on
                            WHEN 'training' THEN person.trained_on
                            WHEN 'pledge' THEN person.pledged_on
                            WHEN 'filing' THEN person.filed_on
                            WHEN 'border' THEN person.border_filed_on
                            WHEN 'talk' THEN (SELECT max(leaving.talked_on) FROM leaving
                                               WHERE {_LEAVES})
                            WHEN 'leave_pledge' THEN (SELECT max(leaving.pledged_on) FROM leaving
                                                       WHERE {_LEAVES})
                            ELSE done.done_on END AS done_on,
                       done.done_by, step.value ->> 'shown_by' = 'noted' AS noted,
                       CASE step.value ->> 'when'
                            WHEN 'serving' THEN person.grade IS NOT NULL AND person.on_post
                            WHEN 'leaving' THEN EXISTS (SELECT 1 FROM leaving WHERE {_LEAVES})
                            ELSE person.left_on IS NULL AND (person.grade IS NOT NULL
                                 OR EXISTS (SELECT 1 FROM clearance
                                             WHERE clearance.person = person.id
                                               AND clearance.stage NOT IN ('REJECTED', 'ENDED')))
                            END AS due,
                       person.department AS department_id
                  FROM person
                  JOIN json_each(:steps) AS step
                  LEFT JOIN department ON department.id = person.department
                  LEFT JOIN step_done AS done ON done.person = person.id
                            AND done.step = step.value ->> 'id'
                 WHERE EXISTS (SELECT 1 FROM json_each(step.value, '$.employment') AS his
                                WHERE his.value = person.employment))
    """,
    key=("person", "position"),
    roles=BUSINESS,
    department="department_id",
    given=("steps",),
    finish=_in_words,
)
