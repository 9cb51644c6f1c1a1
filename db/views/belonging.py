"""Where a person belonged on a day, and what a department was called then: expressions for views.

A person's own row says where he belongs now; each department he left has the day on which he did.
"""

from __future__ import annotations


def home_on(person: str, day: str) -> str:
    """Return the number of the department in which a person was on a day, now if no day is told."""
    return f"""coalesce((SELECT left_one.department FROM belonging AS left_one
                WHERE left_one.person = {person} AND left_one.until > {day}
                ORDER BY left_one.number LIMIT 1),
               (SELECT at_home.department FROM person AS at_home WHERE at_home.id = {person}))"""


def called_on(department: str, day: str) -> str:
    """Return what a department was called on a day."""
    return f"""coalesce((SELECT earlier.name FROM former_name AS earlier
                WHERE earlier.department = {department} AND earlier.until > {day}
                ORDER BY earlier.number LIMIT 1),
               (SELECT room.name FROM department AS room WHERE room.id = {department}))"""
