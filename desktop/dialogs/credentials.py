"""账户与见证人: opened, given a password again, taken out, each with the second person in place.

What needs only a person — 授权, 锁定, 解锁 — is a form like every other act; these need a password
or take one away.
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit

from db.ledger.act import Act
from db.ledger.acts.setup.add_account import AddAccount
from db.ledger.acts.setup.add_witness import AddWitness
from db.ledger.acts.setup.own_password import ResetPassword
from db.ledger.acts.setup.remove_credential import RemoveCredential
from db.ledger.values import Role
from desktop.dialogs.credential_fields import FirstPasswordFields, PersonField, RolesField, Whose
from desktop.dialogs.credential_sheet import CredentialSheet, Job
from desktop.widgets.password import PasswordField

_OWN = "首次口令当面交给本人，由本人尽快更改；更改之前不能当场确认。"


class OpenAccount(CredentialSheet):
    """A person, a name, roles, a first password."""

    word, verb = "开立账户", "开立"
    says = f"账户能打开整本台账。须经安全保密管理员授权才生效；小单位由第二人当场确认。{_OWN}"

    def ask(self) -> None:
        """Ask who, as what, with which password."""
        self.who = PersonField(self.session, self.look, "账户名", self.given.get("person"))
        self.who.changed.connect(self.changed)
        self.row("人员", self.who.picker)
        self.row("账户名", self.who.name)
        self._ask_roles()
        self.first = FirstPasswordFields(self.look, self.who.name.text)
        self.first.changed.connect(self.changed)
        self.row("首次口令", self.first.password, self.first.repeat)
        self.row("", self.first.strength)

    def _ask_roles(self) -> None:
        self.roles = RolesField(self.look)
        self.roles.changed.connect(self.changed)
        self.row("角色", self.roles)

    def lacks(self) -> str:
        """Say what is missing."""
        roles = "" if self._roles() else "请选角色，至少一个。"
        return self.who.lacks() or roles or self.first.lacks()

    def _roles(self) -> tuple[Role, ...]:
        return self.roles.chosen()

    def act(self) -> Act | None:
        """Return the account as it would be proposed."""
        person, name = self.who.answer()
        return AddAccount(on=self.session.today, person=person, name=name, also=self._roles())

    def job(self) -> Job:
        """Open the account."""
        (person, name), roles, cost = self.who.answer(), self._roles(), self.cost
        password = self.first.password.text()
        return lambda vault, second: vault.accounts.add(
            name, person, roles, password, cost, second=second
        )


class OpenWitness(OpenAccount):
    """A person, a name, a first password; a witness has no roles."""

    word, verb = "登记见证人", "登记"
    says = f"见证人只能当场确认，不能打开台账。其他部门或上级单位的人也可以作见证人。{_OWN}"

    def _ask_roles(self) -> None:
        """A witness has none."""

    def lacks(self) -> str:
        """Say what is missing."""
        return self.who.lacks() or self.first.lacks()

    def act(self) -> Act | None:
        """Return the witness as he would be proposed."""
        person, name = self.who.answer()
        return AddWitness(on=self.session.today, person=person, name=name)

    def job(self) -> Job:
        """Make the credential."""
        (person, name), cost = self.who.answer(), self.cost
        password = self.first.password.text()
        return lambda vault, second: vault.accounts.add_witness(
            name, person, password, cost, second=second
        )


class GivePassword(CredentialSheet):
    """A first password again, for somebody who forgot his."""

    word, verb = "重置口令", "重置"
    says = f"给忘记口令的人一个新的首次口令，原来的口令随即作废。{_OWN}"

    def ask(self) -> None:
        """Ask whose, and which."""
        self.whose = Whose(self.session, self.look, self.given.get("person"), own=False)
        self.whose.changed.connect(self.changed)
        self.row("账户", self.whose)
        self.first = FirstPasswordFields(self.look, self.whose.name)
        self.first.changed.connect(self.changed)
        self.row("首次口令", self.first.password, self.first.repeat)
        self.row("", self.first.strength)

    def lacks(self) -> str:
        """Say what is missing."""
        return self.whose.lacks() or self.first.lacks()

    def act(self) -> Act | None:
        """Return the reset; its key is made when it is done."""
        return ResetPassword(on=self.session.today, person=self.whose.person(), public_key="")

    def job(self) -> Job:
        """Give the password."""
        name, password, cost = self.whose.name(), self.first.password.text(), self.cost
        return lambda vault, second: vault.accounts.reset(name, password, cost, second=second)


class TakeAway(CredentialSheet):
    """An account or a witness is taken out, for cause or not, with an heir or not."""

    word, verb = "移除账户", "移除"
    says = "移除以后不能再打开或确认。曾打开过台账的人仍可能留有密钥；要使其失效，须另做换钥。"

    def ask(self) -> None:
        """Ask whose, why, and who takes over."""
        self.whose = Whose(self.session, self.look, self.given.get("person"))
        self.reason, self.heir = QLineEdit(), Whose(self.session, self.look, None, nobody="不移交")
        self.cause = QCheckBox("因故移除：疑有违规或口令外泄，须尽快换钥，今日列出")
        self.row("账户", self.whose)
        self.row("理由", self.reason)
        self.row("", self.cause)
        self.row("移交给", self.heir)
        for told in (self.whose.changed, self.heir.changed, self.reason.textChanged):
            told.connect(self.changed)
        self.cause.toggled.connect(self.changed)

    def lacks(self) -> str:
        """Say what is missing."""
        return self.whose.lacks() or ("" if self.reason.text().strip() else "请写理由。")

    def act(self) -> Act | None:
        """Return the removal."""
        return RemoveCredential(
            on=self.session.today,
            person=self.whose.person(),
            reason=self.reason.text().strip(),
            for_cause=self.cause.isChecked(),
            heir=self.heir.person() or None,
        )

    def job(self) -> Job:
        """Take it out."""
        name, reason = self.whose.name(), self.reason.text().strip()
        cause, heir = self.cause.isChecked(), self.heir.person() or None
        return lambda vault, second: vault.accounts.remove(
            name, reason, for_cause=cause, heir=heir, second=second
        )


class WitnessPassword(CredentialSheet):
    """A witness puts his own password in the place of the one he was given, or had."""

    word, verb = "见证人设定口令", "设定"
    says = "由见证人本人输入，旁人回避。设定以后，他的确认才算数。"

    def ask(self) -> None:
        """Ask whose, the old password, the new one."""
        self.whose = Whose(self.session, self.look, self.given.get("person"), kind="见证人")
        self.old = PasswordField(self.look, "现在的口令")
        self.first = FirstPasswordFields(self.look, self.whose.name)
        self.row("见证人", self.whose)
        self.row("现在的口令", self.old)
        self.row("新口令", self.first.password, self.first.repeat)
        self.row("", self.first.strength)
        for told in (self.whose.changed, self.first.changed, self.old.textChanged):
            told.connect(self.changed)

    def lacks(self) -> str:
        """Say what is missing."""
        old = "" if self.old.text() else "请输入现在的口令。"
        return self.whose.lacks() or old or self.first.lacks()

    def job(self) -> Job:
        """Change it."""
        name, cost = self.whose.name(), self.cost
        old, new = self.old.text(), self.first.password.text()
        return lambda vault, _: vault.accounts.witness_password(name, old, new, cost)


SHEETS: dict[str, type[CredentialSheet]] = {
    "add_account": OpenAccount,
    "add_witness": OpenWitness,
    "reset_password": GivePassword,
    "remove_credential": TakeAway,
    "own_password": WitnessPassword,
}
"""By kind of act: what the window opens instead of a form."""
