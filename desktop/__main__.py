"""Start: with arguments the command line, without them its help (until the window exists)."""

from __future__ import annotations

import sys

from desktop.cli import run


def main() -> None:
    """Run and leave with the exit code."""
    sys.exit(run(sys.argv[1:] or ["--help"]))


if __name__ == "__main__":
    main()
