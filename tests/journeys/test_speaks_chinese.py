"""Whatever the command line says is Chinese, besides names that are typed as they stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from desktop.cli import zhuance
from desktop.command_line import chinese
from tests.journeys.desk import Desk, elsewhere, here

# Typed as they stand, or names of formats.
TYPED = {"zhuance", "json", "csv", "table", "text", "pdf", "xlsx", "utf", "act", "doctor"}
TYPED |= {"auto", "receipts", "loans", "people", "recall", "toml"}


def every_command(
    group: click.Group = zhuance, before: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = [(before, group)]
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += every_command(command, (*before, name))
        else:
            found.append(((*before, name), command))
    return found


COMMANDS = every_command()


def foreign(text: str, *allowed: str) -> set[str]:
    """Return the words in Latin letters that are neither options, commands nor formats."""
    typed = {word.casefold() for word in allowed} | TYPED
    typed |= {name for names, _ in COMMANDS for name in names}
    plain = re.sub(r"--?[a-z][a-z-]*", " ", text)
    return {word for word in re.findall("[A-Za-z]{2,}", plain) if word.casefold() not in typed}


@pytest.mark.parametrize("names", [names for names, _ in COMMANDS], ids=" ".join)
def test_help_is_chinese(names: tuple[str, ...], tmp_path: Path) -> None:
    answer = here([*names, "--help"], tmp_path)
    assert answer.code == 0
    assert foreign(answer.out, "copy", "document", "person", "place") == set()
    assert "用法：" in answer.out


@pytest.mark.parametrize("names", [names for names, _ in COMMANDS], ids=" ".join)
def test_every_option_says_what_it_is_for(names: tuple[str, ...]) -> None:
    command = dict(COMMANDS)[names]
    shown = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    assert [each.name for each in shown if not each.help] == []


def test_columns_of_help_stand_below_each_other(tmp_path: Path) -> None:
    lines = here(["init", "--help"], tmp_path).out.splitlines()
    told = ("单位名称。", "保密员姓名。", "系统管理员。", "显示本说明。")
    places = {
        chinese.width(line.partition(words)[0])
        for line in lines
        for words in told
        if line.endswith(words) or f"{words}  " in line
    }
    assert len(places) == 1


WRONG = [
    ["nosuch"],
    ["--nosuch"],
    ["account"],
    ["account", "nosuch"],
    ["lsit"],
    ["act"],
    ["init"],
    ["init", "DIR", "--unit", "甲", "--officer", "乙", "--ceiling", "高密"],
    ["init", "DIR", "--unit", "甲", "--officer", "乙"],
    ["init", "DIR", "--unit", "甲", "--officer", "乙", "--small-unit", "--sys-admin", "丙"],
    ["list", "--ledger", "DIR"],
    ["list", "--ledger"],
    ["list", "nosuch", "--ledger", "DIR"],
    ["list", "copies", "--led", "DIR"],
    ["list", "copies", "--ledger", "DIR", "--limit", "x"],
    ["list", "copies", "--ledger", "DIR", "--limit", "-3"],
    ["list", "copies", "--ledger", "DIR", "--format", "xml"],
    ["list", "copies", "多", "--ledger", "DIR"],
    ["list", "copies", "多", "余", "--ledger", "DIR"],
    ["list", "copies", "--ledger", "DIR", "--filter"],
    ["list", "copies", "--ledger", "DIR", "--limit", "1", "--dryrun"],
    ["import", "--ledger", "DIR", "--as", "x", "y"],
    ["import", "--ledger", "DIR", "--dry-run=1", "y"],
    ["import", "--ledger", "DIR", "--place", "保密室", "y"],
    ["rebuild", "--ledger", "DIR"],
    ["print", "F01", "--ledger", "DIR"],
    ["print", "F99", "--ledger", "DIR", "-o", "x.pdf"],
    ["print", "../F01", "--ledger", "DIR", "-o", "x.pdf"],
    ["print", "F01", "--ledger", "DIR", "-o", "x.pdf", "--reprint", "x"],
    ["export", "nosuch", "--ledger", "DIR", "-o", "x.xlsx"],
    ["act", "nosuch", "--ledger", "DIR"],
    ["account", "add", "--ledger", "DIR", "--name", "甲", "--role", "局长"],
    ["demo", "--seed", "x", "--dir", "DIR"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_told_in_chinese_and_ends_with_2(words: list[str], tmp_path: Path) -> None:
    answer = here(words, tmp_path / "state")
    assert answer.code == 2
    assert foreign(answer.err, "dir", *words, "copies", *chinese_names()) == set()
    assert answer.err.strip()
    assert list(tmp_path.iterdir()) == []


def chinese_names() -> list[str]:
    """Return what messages may name: registers and forms."""
    from db.views import VIEWS

    return [part for name in VIEWS for part in name.split("_")]


def test_nothing_that_click_can_say_is_left_in_english() -> None:
    said = {text for module in chinese.MODULES for text in sayings(Path(str(module.__file__)))}
    assert len(said) > 40
    assert {text for text in said if text not in chinese.WORDS} == set()


def sayings(source: Path) -> set[str]:
    """Return what a module of click translates, but for what it says to programmers only."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    nodes = set(ast.walk(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = getattr(node.exc.func, "id", "")
            if name in ("TypeError", "ValueError", "RuntimeError"):
                nodes -= set(ast.walk(node))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = {"_": node.args[:1], "ngettext": node.args[:2]}.get(node.func.id, [])
            found |= {text.value for text in texts if isinstance(text, ast.Constant)}
    return {text for text in found if not text.startswith("DeprecationWarning: ")}


def test_a_password_is_not_asked_for_without_a_terminal(desk: Desk) -> None:
    words = ["verify", "--ledger", str(desk.ledger)]
    answer = elsewhere(words, desk.state, b"something\n")
    assert answer.code == 2
    assert "--password-file" in answer.err
    assert foreign(answer.err) == set()


def test_words_that_are_no_text_are_refused(desk: Desk) -> None:
    typed = "title=示例".encode("gb18030").decode("utf-8", "surrogateescape")
    answer = desk.process("list", "copies", "--filter", typed)
    assert answer.code == 2
    assert "编码" in answer.err


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_what_is_piped_is_utf_8_whatever_the_system_speaks(desk: Desk, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    answer = desk.process("list", "people", "--format", "json", env=env)
    assert answer.code == 0
    assert {"杨𬭼", "何䶮"} <= {row["name"] for row in answer.json}
