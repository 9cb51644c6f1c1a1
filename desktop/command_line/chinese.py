"""Click speaks through gettext; here it is given its Chinese."""

from __future__ import annotations

import unicodedata

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

MODULES = (core, decorators, exceptions, formatting, parser, termui, types)
WORDS = {
    # help
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本说明。",
    "Show the version and exit.": "显示版本。",
    "%(prog)s, version %(version)s": "%(prog)s 版本 %(version)s",
    "required": "必填",
    "deprecated": "不再使用",
    "default: {default}": "默认 {default}",
    "(dynamic)": "（视情况）",
    "env var: {var}": "环境变量 {var}",
    "Choice({choices})": "选择（{choices}）",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "File": "文件",
    "Directory": "文件夹",
    "Path": "路径",
    # wrong usage
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "查看说明：{command} {option}",
    "No such command {name!r}.": "没有命令 {name}。",
    "No such option {name!r}.": "没有选项 {name}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少{param_type}",
    "Missing parameter: {param_name}": "缺少参数 {param_name}",
    "Missing command.": "缺少命令。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Invalid start character for option ({option})": "选项的首字符不对（{option}）",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 需要{nargs}个值。",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 需要{nargs}个值。",
    "Got unexpected extra argument ({args})": "多出的参数：{args}",
    "Got unexpected extra arguments ({args})": "多出的参数：{args}",
    "Takes {nargs} values but 1 was given.": "需要{nargs}个值，只给了1个。",
    "Takes {nargs} values but {len} were given.": "需要{nargs}个值，给了{len}个。",
    "{len_type} values are required, but {len_value} was given.": (
        "需要{len_type}个值，给了{len_value}个。"
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "需要{len_type}个值，给了{len_value}个。"
    ),
    "Value must be an iterable.": "值应为一组。",
    # values
    "{value!r} is not {choice}.": "“{value}”不是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选值中：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字。",
    "{value} is not in the range {range}.": "{value} 超出范围：{range}。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是”或“否”。",
    "{value!r} is not a valid UUID.": "“{value}”不是有效的标识。",
    "{value!r} does not match the format {format}.": "“{value}”不合格式 {format}。",
    "{value!r} does not match the formats {formats}.": "“{value}”不合格式 {formats}。",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
    "{name} {filename!r} is a directory.": "{name}“{filename}”是文件夹。",
    "{name} {filename!r} is a file.": "{name}“{filename}”是文件。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”不能读取。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”不能写入。",
    "{name} {filename!r} is not executable.": "{name}“{filename}”不能执行。",
    "Could not open file {filename!r}: {message}": "文件“{filename}”打不开。",
    "unknown error": "不明错误",
    # asking
    "Repeat for confirmation": "再输入一次",
    "Error: The two entered values do not match.": "两次输入不一致。",
    "Error: invalid input": "输入不对。",
    "Error: {e.message}": "错误：{e.message}",
    "The value you entered was invalid.": "输入的值不对。",
    "Do you want to continue?": "继续吗？",
    "Confirm the action without prompting.": "不再询问，直接办理。",
    "Press any key to continue...": "按任意键继续……",
    "Aborted!": "已取消。",
}


def _say(message: str) -> str:
    return WORDS.get(message, message)


def _count(one: str, many: str, number: int) -> str:
    return _say(one if number == 1 else many)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def speak_chinese(command: click.Command) -> None:
    """Replace click's words, and what the usage line calls options and commands."""
    for module in MODULES:
        if hasattr(module, "_"):
            module._ = _say  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = _count  # type: ignore[attr-defined]
    formatting.term_len = width  # type: ignore[attr-defined, assignment]
    _name_the_parts(command)


def _name_the_parts(command: click.Command) -> None:
    command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 …"
        for each in command.commands.values():
            _name_the_parts(each)
