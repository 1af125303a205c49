"""What all commands share: a bad option is one line on standard error and exit status 2, as CONTRACT.md says."""

from __future__ import annotations

import argparse
from typing import NoReturn

__all__ = ["OneLineParser", "positive"]


class OneLineParser(argparse.ArgumentParser):
    """An ArgumentParser that says what is wrong and where to read on, without printing its usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def positive(text: str) -> int:
    """A whole number above 0, as an argument's type."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)
