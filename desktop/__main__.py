"""Start: with arguments the command line, without them the window."""

from __future__ import annotations

import sys

from desktop.display import NO_DISPLAY, has_display


def main() -> None:
    """Run and leave with the exit code."""
    arguments = sys.argv[1:]
    sys.exit(_command(arguments) if arguments else _window())


def _command(arguments: list[str]) -> int:
    # Late, both: who opens the window loads no command line, and the other way round no Qt.
    from desktop.cli import run

    return run(arguments)


def _window() -> int:
    if not has_display():
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return 5
    from desktop.app import open_desk

    return open_desk()


if __name__ == "__main__":
    main()
