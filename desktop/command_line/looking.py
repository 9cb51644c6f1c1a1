"""registers, list, print, export: what is asked of the book."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import click

from db.ledger.columns import Column, Kind, columns_of
from db.ledger.deadlines import DayProblem, parse_day
from db.ledger.rules import V01, Refused, refuse
from db.store.reading import Filter, Question, Test, View
from db.vault import Vault
from db.views import VIEWS
from desktop.command_line.chinese import width
from desktop.command_line.unlocking import Way, format_option, ledger_options, say
from desktop.exchange.sheet_xml import harmless
from desktop.outgoing import export as export_register
from desktop.paperwork import print_form
from desktop.printing import all_forms

_PATH = click.Path(path_type=Path)
_SIGN = re.compile("[<>]=|[~=]")


def _view(name: str) -> View[Any]:
    if name not in VIEWS:
        raise click.UsageError(f"没有登记簿“{name}”；可用：{'、'.join(VIEWS)}。")
    return VIEWS[name]


def _filters(view: View[Any], given: Iterable[str]) -> tuple[Filter, ...]:
    """Read FIELD=VALUE, FIELD>=VALUE, FIELD<=VALUE, FIELD~PART.

    The same field twice means either value; of bounds, both hold.
    """
    days = {column.field for column in columns_of(view.row) if column.kind is Kind.DATE}
    found: dict[tuple[str, Test, str], list[object]] = {}
    for text in given:
        sign = _SIGN.search(text)
        if sign is None:
            raise click.UsageError(f"筛选“{text[:20]}”应写作 栏目=值。")
        name, value = text[: sign.start()].strip(), text[sign.end() :].strip()
        test = Test(sign[0])
        if name in days and value and test is not Test.CONTAINS:
            value = _day(name, value)
        bound = "" if test in (Test.IS, Test.CONTAINS) else value
        found.setdefault((name, test, bound), []).append(value)
    return tuple(Filter(name, tuple(values), test) for (name, test, _), values in found.items())


def _day(name: str, value: str) -> str:
    try:
        return parse_day(value).isoformat()
    except DayProblem as problem:
        problem_in_words = problem.sentence.rstrip("。")
        raise Refused(refuse(V01, field=name, label=name, problem=problem_in_words)) from None


_DAYS = ("first", "last")  # what a view of a period asks for, said as a filter


def _question(
    vault: Vault,
    view: View[Any],
    filters: Iterable[str],
    words: str = "",
    subject: str = "",
    limit: int = 0,
    day: str = "",
) -> Question:
    today = vault.today.isoformat()
    asked = [one for one in filters if one.partition("=")[0] in _DAYS and "first" in view.given]
    days = {name: _day(name, value) for name, _, value in (one.partition("=") for one in asked)}
    given: dict[str, object] = {
        "first": days.get("first", f"{today[:4]}-01-01"),
        "last": days.get("last", today),
        "today": today,
        "since": vault.last_used or today,
        "subject": subject,
        "day": _day("day", day) if day else today,
    }
    kind, _, number = subject.partition(":")
    if number.isdecimal():  # a view of one day asks for a copy, a person or a place
        given[kind] = int(number)
    rest = [one for one in filters if one not in asked]
    return Question(filters=_filters(view, rest), words=words, given=given, limit=limit or None)


_filter_option = click.option(
    "--filter", "filters", multiple=True, metavar="栏目=值", help="筛选，可多次；也可用 >= <= ~。"
)


@click.command("registers", help="列出全部登记簿及其栏目。")
@format_option("table", "json")
def registers(form: str) -> None:
    """List every view with its columns."""
    if form == "json":
        click.echo(json.dumps([_described(view) for view in VIEWS.values()], ensure_ascii=False))
        return
    for view in VIEWS.values():
        click.echo(f"{view.name}  {view.title}")
        for column in _shown(view):
            click.echo(
                f"    {column.field}  {column.heading}{'（可筛选）' if column.filters else ''}"
            )


def _described(view: View[Any]) -> dict[str, Any]:
    columns = [{"name": c.field, "heading": c.heading, "filters": c.filters} for c in _shown(view)]
    return {"name": view.name, "title": view.title, "fields": columns}


def _shown(view: View[Any]) -> tuple[Column, ...]:
    return tuple(column for column in columns_of(view.row) if not column.hidden)


@click.command("list", help="查看登记簿。")
@ledger_options
@click.argument("register", metavar="登记簿")
@_filter_option
@click.option(
    "--search", "words", default="", metavar="字词", help="按标题、文号、拼音首字母查找。"
)
@click.option(
    "--subject", default="", metavar="对象", help="经历的对象，如 copy:12、person:2、place:1。"
)
@click.option(
    "--as-of", "as_of", default="", metavar="日期", help="看哪一天，如 2026-03-04；省略时为今天。"
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=0, metavar="行数", help="最多几行，0为全部。"
)
@format_option("table", "json", "csv")
def list_(
    way: Way,
    register: str,
    filters: tuple[str, ...],
    words: str,
    subject: str,
    as_of: str,
    limit: int,
    form: str,
) -> None:
    """Show a register; nothing is written."""
    view = _view(register)
    with way.unlock(write=False) as vault:
        asked = _question(vault, view, filters, words, subject, limit, as_of)
        rows = vault.ask(view, asked).rows
    if form == "json":
        click.echo(
            json.dumps([_plain(row, columns_of(view.row)) for row in rows], ensure_ascii=False)
        )
    elif form == "csv":
        click.echo(_csv(view, rows), nl=False)
    else:
        click.echo(_table(view, rows))


def _plain(row: object, columns: Iterable[Column]) -> dict[str, Any]:
    return {column.field: _json_value(getattr(row, column.field)) for column in columns}


def _json_value(value: object) -> object:
    if isinstance(value, Enum):
        return getattr(value, "word", value.value)
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    return str(_json_value(value))


def _csv(view: View[Any], rows: Iterable[object]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = _shown(view)
    writer.writerow([column.heading for column in columns])
    for row in rows:
        writer.writerow([harmless(_text(getattr(row, column.field))) for column in columns])
    return out.getvalue()


def _table(view: View[Any], rows: Iterable[object]) -> str:
    columns = _shown(view)
    lines = [[column.heading for column in columns]]
    lines += [[_text(getattr(row, column.field)) for column in columns] for row in rows]
    widths = [min(40, max(width(line[at]) for line in lines)) for at in range(len(columns))]
    drawn = [
        "  ".join(_fitted(cell, room) for cell, room in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([*drawn, f"共{len(lines) - 1}行"])


def _fitted(text: str, room: int) -> str:
    while width(text) > room:
        text = text[:-2] + "…"
    return text + " " * (room - width(text))


@click.command("print", help="打印表式为PDF；纸码同时写在标准输出。")
@ledger_options
@click.argument("form", metavar="表式")
@click.option("--select", "filters", multiple=True, metavar="栏目=值", help="选择哪些行。")
@click.option("-o", "target", type=_PATH, required=True, metavar="文件.pdf", help="写成哪个文件。")
@click.option("--reprint", type=int, metavar="流水号", help="补打自哪一次打印。")
@click.option("--why", default="", metavar="理由", help="补打理由。")
def print_(
    way: Way, form: str, filters: tuple[str, ...], target: Path, reprint: int | None, why: str
) -> None:
    """Print a form and record the print."""
    if form not in (known := all_forms()[0]):
        raise click.UsageError(f"没有表式“{form}”；可用：{'、'.join(known)}。")
    with way.unlock(write=True) as vault:
        made = print_form(
            vault,
            form,
            _question(vault, VIEWS[known[form].view], filters),
            target,
            selection="；".join(filters),
            reprint_of=reprint,
            reprint_why=why or None,
            second=way.confirmation(vault),
        )
    click.echo(made.code)
    say(f"已打印{made.rows}行，{made.pages}页，流水号{made.serial}：{target}")


@click.command("export", help="导出登记簿为工作簿（.xlsx）或 .csv。")
@ledger_options
@click.argument("register", metavar="登记簿")
@_filter_option
@click.option(
    "-o", "target", type=_PATH, required=True, metavar="文件", help="写成哪个.xlsx或.csv文件。"
)
def export(way: Way, register: str, filters: tuple[str, ...], target: Path) -> None:
    """Export a register and record the export."""
    view = _view(register)
    if target.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("导出文件的扩展名应为.xlsx或.csv。")
    with way.unlock(write=True) as vault:
        done = export_register(vault, register, _question(vault, view, filters), target)
    say(f"已导出{done.rows}行：{target}。导出文件为明文，请按载体登记管理。")
