"""Who may look at what: the groups of roles that views name."""

from __future__ import annotations

from db.ledger.values import Role

BUSINESS = frozenset(
    {Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD, Role.LEADER, Role.DEPT_SECRECY_OFFICER}
)
"""Those who work with documents; administrators see no business pages."""

UNIT_WIDE = BUSINESS - {Role.DEPT_SECRECY_OFFICER}
"""Those who see the whole unit: for questions that cannot be narrowed to one department."""

LEDGER_KEEPERS = frozenset({Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD})
REGISTERS_OF_PEOPLE = BUSINESS | {Role.SYS_ADMIN, Role.SECURITY_ADMIN}
AUDIT = frozenset({Role.AUDIT_ADMIN, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD})
