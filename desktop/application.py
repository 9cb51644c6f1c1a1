"""The one application of a process: it speaks Chinese, and says so too if there is no display."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from desktop.capture import shield

if TYPE_CHECKING:
    from desktop.input_method import Fcitx

NOT_ALLOWED = 5


def input_method_of(application: QApplication) -> Fcitx | None:
    """Let Chinese be typed where the system's own way does not reach Qt."""
    if not sys.platform.startswith("linux"):
        return None
    # Late: jeepney is there on Linux only.
    from desktop.input_method import speak_to_fcitx

    return speak_to_fcitx(application)


def make_application() -> QApplication:
    """Make the one application, speaking Chinese even if the display cannot be reached."""
    qInstallMessageHandler(_told_by_qt)
    application = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    application.setApplicationName("zhuance")
    application.setApplicationDisplayName("专册")
    application.setDesktopFileName("zhuance")
    application.setQuitOnLastWindowClosed(False)  # locking comes after closing
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(application)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    shield(application)
    return application


def _told_by_qt(kind: QtMsgType, _where: QMessageLogContext, _words: str) -> None:
    """Say in Chinese what makes Qt give up; it would abort the process and leave a core."""
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write("连不上显示器，窗口没有打开。\n")
        sys.stderr.flush()
        os._exit(NOT_ALLOWED)
