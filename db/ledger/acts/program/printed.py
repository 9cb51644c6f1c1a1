"""打印、导出与复制: paper, files and cells that left the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Printed
from db.ledger.known import Known
from db.ledger.rules import V27, Refusal, refuse
from db.ledger.values import Role

MAY_PRINT = (
    Role.CUSTODIAN,
    Role.DEPT_SECRECY_OFFICER,
    Role.SECRECY_OFFICE_HEAD,
    Role.AUDIT_ADMIN,
    Role.LEADER,
    Role.SYS_ADMIN,
    Role.SECURITY_ADMIN,
)


@act("print_form", "打印", Phase.PROGRAM, *MAY_PRINT)
class PrintForm(Act):
    """A form was made as pages; `digests` are SM3 of each page's cell texts.

    `wanted` is what has to be asked again for the same pages, as JSON.
    """

    reversible = False
    counts = False

    form: str = asked("表式")
    form_version: str = asked("版本", default="1")
    title: str = asked("表名", default="")
    marking: str = asked("密级", default="")
    wanted: str = asked("所印内容", default="")
    selection: str = asked("范围", default="")
    upto: int = asked("截至第几条")
    link: str = asked("链值")
    digests: tuple[str, ...] = asked("各页摘要")
    reprint_of: int | None = asked("补打自", default=None)
    top_secret: bool = asked("含绝密", default=False)
    serial: int | None = reckoned("打印流水号", series="print", default=None)
    operator: str = reckoned("打印人", default="")
    made_at: str = reckoned("打印时间", default="")

    def completed(self, known: Known) -> PrintForm:
        """Number the print, and keep who made it and when."""
        serial, made_at = self.serial or known.take("print"), known.now[:16]
        return replace(self, serial=serial, operator=known.operator.name, made_at=made_at)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Many pages at once, or a list with 绝密, are printed before a second person (V27)."""
        pages, most = len(self.digests), known.policy.mass_pages
        if known.second is not None:
            return
        if self.top_secret:
            yield refuse(V27, what="含绝密")
        elif pages > most:
            yield refuse(V27, what=f"共{pages}页，超过{most}页")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The print is in the print log."""
        yield Printed(
            serial=self.serial or 0,
            form=self.form,
            title=self.title,
            about=self.selection,
            marking=self.marking,
            operator=self.operator,
            day=self.on,
            made_at=self.made_at,
            pages=len(self.digests),
            reprint_of=self.reprint_of,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"打印{self.form}共{len(self.digests)}页，流水号{self.serial}"


@act("export", "导出", Phase.PROGRAM, *MAY_PRINT)
class Export(Act):
    """A file with contents in clear was deliberately written."""

    reversible = False
    counts = False

    register: str = asked("登记簿")
    file: str = asked("文件名")
    rows: int = asked("行数")
    digest: str = asked("文件摘要")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"导出{self.register}共{self.rows}行"


@act("copy_cells", "复制出窗口", Phase.PROGRAM, *MAY_PRINT)
class CopyCells(Act):
    """Rows went to the clipboard, from where other programs take them; none of their contents."""

    reversible = False
    counts = False

    register: str = asked("登记簿")
    rows: int = asked("行数")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"从{self.register}复制{self.rows}行到剪贴板"


@act("backup", "备份", Phase.PROGRAM, Role.CUSTODIAN, Role.SYS_ADMIN)
class BackUp(Act):
    """A backup was begun; it holds everything up to this entry."""

    reversible = False
    by_program = True
    counts = False

    file: str = asked("文件名")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"备份到{self.file}"
