"""Click speaks through gettext; here it is given its Chinese."""

from __future__ import annotations

from click import core, decorators, exceptions, formatting, parser, termui, types

_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "Show this message and exit.": "显示本说明。",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "查看说明：{command} {option}",
    "No such command {name!r}.": "没有命令 {name}。",
    "No such option: {name}": "没有选项 {name}。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing command.": "缺少命令。",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Got unexpected extra argument ({args})": "多出的参数：{args}",
    "Got unexpected extra arguments ({args})": "多出的参数：{args}",
    "{value!r} is not one of {choices}.": "“{value}”不在可选值中：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字。",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
    "{name} {filename!r} is a directory.": "{name}“{filename}”是文件夹。",
    "{name} {filename!r} is a file.": "{name}“{filename}”是文件。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”不能读取。",
    "File": "文件",
    "Directory": "文件夹",
    "Path": "路径",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "required": "必填",
    "default: {default}": "默认 {default}",
    "Repeat for confirmation": "再输入一次",
    "Error: The two entered values do not match.": "两次输入不一致。",
    "Aborted!": "已取消。",
}


def _say(message: str) -> str:
    return _WORDS.get(message, message)


def _count(one: str, many: str, number: int) -> str:
    return _say(one if number == 1 else many)


def speak_chinese() -> None:
    """Replace click's words, once, at start."""
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        if hasattr(module, "_"):
            module._ = _say  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = _count  # type: ignore[attr-defined]
