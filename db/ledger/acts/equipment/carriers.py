"""登记载体信息: what a disc, a stick or a disk has of its own, beside what every copy has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.acts.custody.access import called
from db.ledger.beliefs import Belief, CarrierFacts, Copy
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V01, V06, Refusal, refuse
from db.ledger.values import Carrier, Role

DISCS = {"": "不适用", "只读": "只读", "一次写入": "一次写入", "可擦写": "可擦写"}
_UNIQUE = (Carrier.USB, Carrier.PORTABLE_DISK, Carrier.DISK)


@act("describe_carrier", "登记载体信息", Phase.INTAKE, Role.CUSTODIAN)
class DescribeCarrier(Act):
    """Note model, serial number and use of one carrier that is not paper; what was noted before
    is replaced.
    """

    copy: int = asked("份", refers=Copy)
    model: str = asked("型号及规格", "如 16GB 金属壳", default="")
    serial: str = asked("序列号", "产品序列号；涉密U盘填唯一标识", default="")
    disc: str = asked("光盘类型", default="", among=DISCS)
    files: int | None = asked("文件个数", default=None)
    device_no: str = asked("连接的设备编号", default="", seldom=True)
    used_for: str = asked("使用范围", default="", seldom=True)
    approval_no: str = asked("刻录审批单号", default="", seldom=True)
    expires_on: date | None = asked("停用日期", "到期停用的填写", default=None, seldom=True)

    def needs(self) -> Needs:
        """The carrier, and whether another has this serial number."""
        wanted = needs((Copy, self.copy))
        if self.serial.strip():
            wanted.alike.add((CarrierFacts, "serial", self.serial.strip()))
        return wanted

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Paper has nothing of the kind."""
        if copy.carrier is Carrier.PAPER:
            problem = f"{called(copy)}是纸介质，不用登记"
            yield refuse(V01, field="copy", label="载体", problem=problem)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A carrier, with something to be known of it, and a serial number of its own."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        said = (self.model, self.serial, self.device_no, self.used_for, self.approval_no)
        if not (any(text.strip() for text in said) or self.files is not None or self.disc):
            yield refuse(V01, field="model", label="载体信息", problem="请至少填一项")
        if copy.carrier in _UNIQUE and not self.serial.strip():
            yield refuse(V01, field="serial", label="序列号", problem=f"{copy.carrier.word}必填")
        if self.disc and copy.carrier is not Carrier.OPTICAL:
            yield refuse(V01, field="disc", label="光盘类型", problem="不是光盘，请选不适用")
        if self.files is not None and self.files < 0:
            yield refuse(V01, field="files", label="文件个数", problem="不能小于0")
        for other in known.all(CarrierFacts):
            if other.serial == self.serial.strip() != "" and other.id != self.copy:
                yield refuse(V06, field="serial", name=f"序列号{self.serial}")
        if self.expires_on is not None and self.expires_on < copy.entered_on:
            why = f"早于该份入账日期{copy.entered_on}"
            yield refuse(K35, field="expires_on", day=self.expires_on, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Known of the carrier from now on; the copy is touched, its timeline tells of it."""
        yield from known.those(Copy, [self.copy])
        yield CarrierFacts(
            id=self.copy,
            model=self.model,
            serial=self.serial.strip(),
            disc=self.disc,
            files=self.files,
            device_no=self.device_no,
            used_for=self.used_for,
            approval_no=self.approval_no,
            expires_on=self.expires_on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        facts = "，".join(text for text in (self.model, self.serial, self.disc) if text)
        return f"登记{names.copy(self.copy)}的载体信息：{facts or '见登记'}"
