"""What belongs to the audit: kinds of entry that are the auditor's, whoever reads the journal."""

from __future__ import annotations

from enum import Enum

from db.ledger.values import Role

AUDITOR = frozenset({Role.AUDIT_ADMIN})


class Matter(Enum):
    """What an entry of the audit is about."""

    LOG_IN = "log_in"
    FAILED = "failed"
    PRINT = "print"
    EXPORT = "export"
    ACCOUNT = "account"
    KEYS = "keys"
    POLICY = "policy"
    CHECK = "check"

    @property
    def word(self) -> str:
        """The matter in words."""
        return {
            "log_in": "登录",
            "failed": "登录失败",
            "print": "打印",
            "export": "导出",
            "account": "账户",
            "keys": "密钥",
            "policy": "规定",
            "check": "核验备份",
        }[self.value]


MATTERS: dict[str, Matter] = {
    "log_in": Matter.LOG_IN,
    "failed_log_in": Matter.FAILED,
    "print_form": Matter.PRINT,
    "export": Matter.EXPORT,
    "copy_cells": Matter.EXPORT,
    "add_account": Matter.ACCOUNT,
    "add_witness": Matter.ACCOUNT,
    "grant": Matter.ACCOUNT,
    "lock_credential": Matter.ACCOUNT,
    "unlock_credential": Matter.ACCOUNT,
    "remove_credential": Matter.ACCOUNT,
    "own_password": Matter.ACCOUNT,
    "reset_password": Matter.ACCOUNT,
    "recover_account": Matter.KEYS,
    "keyring_changed": Matter.KEYS,
    "change_keys": Matter.KEYS,
    "set_policy": Matter.POLICY,
    "set_mask": Matter.POLICY,
    "set_reasons": Matter.POLICY,
    "found_unit": Matter.POLICY,
    "backup": Matter.CHECK,
    "full_check": Matter.CHECK,
    "rolled_back": Matter.CHECK,
    "clock_doubted": Matter.CHECK,
}
"""The kinds of entry that are the auditor's; all others are business."""

KINDS_OF_AUDIT = ", ".join(f"'{kind}'" for kind in MATTERS)
"""The kinds as a list for SQL."""

RESERVED = ((f"kind IN ({KINDS_OF_AUDIT})", AUDITOR),)
"""What a view of the journal names, so that these entries are shown to the auditor alone."""
