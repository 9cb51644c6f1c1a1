"""House rules as programs: a pattern, where it applies, and the sentence its author will read.

Each rule carries a line that breaks it, so that no rule can go blind unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

import pytest

from tests.architecture.sources import PROJECT, Source, our_sources


@dataclass(frozen=True)
class HouseRule:
    """What may not stand in some of our files."""

    name: str
    pattern: str
    sentence: str
    breaks: str
    """A line this rule must find."""
    where: tuple[str, ...] = ("db/*", "desktop/*")
    but: tuple[str, ...] = ()
    in_comments_too: bool = False


RULES = (
    HouseRule(
        "one clock",
        r"\b(?:date\.today|datetime\.(?:now|utcnow|today)|time\.(?:time|time_ns|localtime))\s*\(",
        "Ask the clock that was handed in; the only one is made in desktop/clock.py.",
        "day = date.today()",
        but=("desktop/clock.py",),
    ),
    HouseRule(
        "no print",
        r"(?<![\w.])print\s*\(",
        "The book says nothing on a terminal; the command line speaks through click.echo.",
        "print(title)",
    ),
    HouseRule(
        "no network",
        r"^\s*(?:import|from)\s+(?:socket|socketserver|ssl|http|urllib\.request|requests|ftplib"
        r"|smtplib|xmlrpc|asyncio)\b|\bAF_INET|\bQtNetwork\b",
        "No AF_INET socket, ever: this program lives on machines that must not have one.",
        "import socket",
    ),
    HouseRule(
        "values are bound",
        r"\bexecute(?:many|script)?\(\s*(?:[rR]?[fF]|[fF][rR])([\"']{1,3})(?!\s*PRAGMA\b)(?:(?!\1).)*?"
        r"(?:[<>']|(?<!user_version )=|\bLIKE|\bLIMIT|\bOFFSET|\bBETWEEN|\bAND)\s*\{"
        r"|\bexecute(?:many|script)?\([^()]*?[\"']\s*(?:%\s|\.format\()",
        "Bind values as parameters; only names of tables and columns, and PRAGMA, are composed.",
        'connection.execute(f"SELECT * FROM copy WHERE id = {number}")',
    ),
    HouseRule(
        "SQL stays in its rooms",
        r"[\"'\s](?:SELECT\s.+?\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s"
        r"|DELETE\s+FROM\s|CREATE\s+(?:TABLE|INDEX|TRIGGER)\s|PRAGMA\s+\w)",
        "SQL stands in db/store and db/views only; ask a view or the store.",
        'rows = read("SELECT number FROM copy WHERE id = :id")',
        but=("db/store/*", "db/views/*"),
    ),
    HouseRule(
        "logs carry no contents",
        r"\blog(?:ger|ging)?\.\w+\(\s*[fF][\"']|\blog(?:ger|ging)?\.exception\(|\bexc_info\s*=",
        "The log lies in clear beside an encrypted file: names, counts and types only.",
        'log.info(f"lent {title}")',
    ),
    HouseRule(
        "no temporary files",
        r"\btempfile\b|\bNamedTemporaryFile\b|\bmkstemp\b|\bmkdtemp\b",
        "Plaintext never touches the disk: build it in memory.",
        "import tempfile",
    ),
    HouseRule(
        "Qt does not print on Linux",
        r"\bQPrinter(?:Info)?\b|\bQtPrintSupport\b",
        "Qt spools the page in clear under /tmp: on Linux hand the bytes to lp, on Windows only "
        "desktop/windows_printer.py may use QPrinter.",
        "from PySide6.QtPrintSupport import QPrinter",
        but=("desktop/windows_printer.py",),
    ),
    HouseRule(
        "no extension is loaded",
        r"\benable_load_extension\b|\bload_extension\b",
        "A loaded extension could read the open book.",
        "connection.enable_load_extension(True)",
    ),
    HouseRule(
        "imports can be seen",
        r"\bimport_module\s*\(|\b__import__\s*\(|\bexec\s*\(\s*[\"']|\bfrom\s+\S+\s+import\s+\*",
        "Import by name: the layer test, the type checker and PyInstaller read the imports.",
        'importlib.import_module("db.views." + name)',
    ),
    HouseRule(
        "one reader of resources",
        r"[\"']resources\b|\b_MEIPASS\b|\bimportlib\.resources\b",
        "Read resources/ through desktop/assets.py; it also works in the built program.",
        'Path("resources") / "forms"',
        but=("desktop/assets.py",),
    ),
    HouseRule(
        "one place waits for an answer",
        r"(?<=\.)exec_?\(\)|\bprocessEvents\s*\(|\bQEventLoop\b",
        "No nested event loop: jobs answer by callback; only desktop/asking.py waits for a person "
        "(and the gallery for a picture).",
        "dialog.exec()",
        where=("desktop/*",),
        but=("desktop/asking.py", "desktop/app.py", "desktop/gallery.py"),
    ),
    HouseRule(
        "nothing is reachable from everywhere",
        r"\bQ(?:Core|Gui)?Application\.instance\s*\(|\bqApp\b|^\s*global\s",
        "Take it in the constructor.",
        "app = QApplication.instance()",
        but=("desktop/app.py",),
    ),
    HouseRule(
        "no addresses",
        r"https?://(?!www\.w3\.org/|schemas\.)",
        "The program has nobody to call; a reference belongs into a comment.",
        'HOME = "https://example.org"',
    ),
    HouseRule(
        "nobody's folders",
        r"/(?:home|root|Users|srv|mnt|work(?:space)?)/",
        "This names a folder on somebody's machine.",
        'FOLDER = "/home/officer/ledger"',
        in_comments_too=True,
    ),
    HouseRule(
        "finished or not there",
        r"\b(?:TODO|FIXME|XXX|HACK)\b|\braise\s+NotImplementedError\b|\bbreakpoint\s*\(",
        "Finish it, or open an issue and leave it out.",
        "# TODO: later",
        in_comments_too=True,
    ),
)

NAMES_THAT_SAY_NOTHING = {
    *("util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"),
    *("base", "core", "stuff", "tools", "shared"),
}


def breaches(sources: Iterable[Source]) -> Iterator[str]:
    """Yield each line that breaks a rule, with the rule's sentence."""
    for source in sources:
        for rule in RULES:
            if _applies(rule, source.name):
                text = source.text if rule.in_comments_too else source.code
                for found in re.finditer(rule.pattern, text, re.MULTILINE | re.DOTALL):
                    start = found.start() + len(found[0]) - len(found[0].lstrip())
                    line = text.count("\n", 0, start) + 1
                    yield f"{source.name}:{line}: {rule.name}: {rule.sentence}"


def _applies(rule: HouseRule, name: str) -> bool:
    return any(fnmatch(name, place) for place in rule.where) and not any(
        fnmatch(name, place) for place in rule.but
    )


def test_the_house_rules_are_kept() -> None:
    assert list(breaches(our_sources())) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_can_fail(rule: HouseRule) -> None:
    text = f'"""A clerk."""\n{rule.breaks}\n'
    found = breaches([Source(f"{rule.where[-1].rstrip('/*')}/clerk.py", text)])
    assert [told for told in found if f":2: {rule.name}: " in told]


def test_comments_and_docstrings_are_not_code() -> None:
    text = '"""date.today() is for 钟 only."""\n\nday = 1  # never date.today()\n'
    assert list(breaches([Source("db/clerk.py", text)])) == []


def test_a_blanked_line_keeps_what_stands_before_the_comment() -> None:
    source = Source("db/clerk.py", 'name = "张"  # 说明\n')
    assert source.code == 'name = "张"' + " " * 6 + "\n"


def test_every_name_says_something() -> None:
    words = {part for source in our_sources() for part in source.module.split(".")}
    assert words & NAMES_THAT_SAY_NOTHING == set()


ROOMS_WITH_A_PAGE = (
    *("db", "db/ledger", "db/store", "db/views"),
    *("desktop", "desktop/printing", "desktop/exchange", "resources", "tests"),
)


@pytest.mark.parametrize("room", ROOMS_WITH_A_PAGE)
def test_every_room_has_its_page_and_the_page_names_what_is_there(room: str) -> None:
    page = (PROJECT / room / "README.md").read_text(encoding="utf-8")
    rows = "\n".join(line for line in page.splitlines() if line.startswith("|"))
    named = re.findall(r"`([\w./]+(?:\.\w+|/))`", rows)
    assert [name for name in named if not (PROJECT / room / name).exists()] == []
