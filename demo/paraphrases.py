"""Sentences in the words that the grammar reads: assets/paraphrases.tsv, a pattern and its reading a line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["rephrased"]

TABLE = Path(__file__).resolve().parent.parent / "assets" / "paraphrases.tsv"
NAMED = {
    "{near}": r"(?:(?:it|this|that|they|these|them)(?: one)?)",
    "{ref}": r"(?:the [\w -]+? ones?|the (?:first|second|third|fourth|fifth|sixth|last)|number \w+)",
}


def rephrased(said: str) -> str:
    """Cleaned words as the grammar's rules read them: "swap black for red" -> "minus black plus red"."""
    for pattern, plain in _table():
        said = pattern.sub(plain, said)
    return " ".join(said.split())


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in TABLE.read_text().splitlines() if not line.startswith("#"))
    return tuple((re.compile(_whole(pattern)), plain) for pattern, plain in rows)


def _whole(pattern: str) -> str:
    for name, meaning in NAMED.items():
        pattern = pattern.replace(name, meaning)
    return pattern
