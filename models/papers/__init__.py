"""The papers behind this project, each table a command: python -m models.papers TABLE [--data SOURCE] [--out DIR] [--json].

`TABLES` names what can be made. A table is a module of this folder with `run(source, out) -> list[Table]`, imported only
when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.papers.tables import Table

__all__ = ["TABLES", "run_table"]

TABLES = {
    "item_selection": "models.papers.item_selection",   # Wanigasekara et al., WWW 2023 Companion
    "visual_search": "models.papers.visual_search",     # Zhu et al., KDD 2024
    "semantic_retrieval": "models.papers.semantic_retrieval",   # Liu and Lopez Ramos, 2025
    "fetch": "models.papers.fetch",                     # Morais et al., AAAI 2022 workshop
}


def run_table(name: str, source: str, out: Path) -> list[Table]:
    """Makes the tables of this name from scratch, or from what an earlier run left in `out`. Raises KeyError for a name
    that is none of TABLES, and the `ValueError`s of the source and of the recipes."""
    run: Callable[[str, Path], list[Table]] = import_module(TABLES[name]).run
    return run(source, out)
