"""Tables that stand a paper's figures beside ours, row for row, each of ours with its count and interval."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

__all__ = ["Figure", "Row", "Table", "as_json", "bootstrap", "figure", "machine", "markdown", "write"]

SAMPLES = 1000


@dataclass(frozen=True)
class Figure:
    """One measured figure: its value, over how many, and its 95 % interval; None where it has none (a time, a size)."""

    value: float
    n: int = 0
    ci95: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """What the paper calls a line of its table, its figures there and ours, by column; a column may lack either."""

    name: str
    paper: Mapping[str, float] = field(default_factory=dict)
    ours: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A paper's table. `columns` are figures' names in order; `notes` say what differs from the paper, and why."""

    name: str                     # as in `python -m models.papers NAME`, and perhaps which of several: "item_selection"
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    command: str
    seconds: float                # from scratch, without decoding the pictures unless the notes say so
    machine: str
    notes: tuple[str, ...] = ()
    digits: int = 3


def bootstrap(*columns: Sequence[float], statistic: Callable[..., float] | None = None, samples: int = SAMPLES,
              seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of a statistic by the percentile bootstrap (Efron 1979), rows drawn with replacement.

    columns: arrays of n rows that belong together. statistic: takes columns as long as them; the mean of the first unless
    given. (nan, nan) for n = 0.
    """
    arrays = [np.asarray(column) for column in columns]
    n, rng = len(arrays[0]), np.random.default_rng(seed)
    if n == 0:
        return float("nan"), float("nan")
    draws = (rng.integers(0, n, n) for _ in range(samples))
    values = [statistic(*(array[rows] for array in arrays)) if statistic else arrays[0][rows].mean() for rows in draws]
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


def figure(values: Sequence[float]) -> Figure:
    """The mean of one value a query or an instance, with its bootstrap interval."""
    values = np.asarray(values, dtype=float)
    return Figure(float(values.mean()) if len(values) else float("nan"), len(values), bootstrap(values))


def machine() -> str:
    """What the figures of a time were taken on: "2 x86_64 cores, torch 2.9.1", or the card's name."""
    import torch

    where = torch.cuda.get_device_name() if torch.cuda.is_available() else f"{os.cpu_count()} {platform.machine()} cores"
    return f"{where}, torch {torch.__version__.split('+')[0]}"


def markdown(table: Table) -> str:
    """The table as it stands in models/RESULTS.md: a row a model, in each column ours with its interval beside the paper's.
    The count stands above, and below it those of columns and rows that have another."""
    heads = [table.title, *table.columns]
    n = max((one.n for row in table.rows for one in row.ours.values()), default=0)
    lines = [f"`{table.command}` ({table.seconds / 60:.1f} min; {table.machine}; n {n:,}; the paper's figures in brackets)", "",
             _line(heads), _line("---" for _ in heads)]
    lines += [_line([row.name, *(_cell(row, column, table.digits) for column in table.columns)]) for row in table.rows]
    return "\n".join([*lines, "", *(f"- {note}" for note in (*_other_counts(table, n), *table.notes))]).rstrip()


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(row: Row, column: str, digits: int) -> str:
    ours, paper = row.ours.get(column), row.paper.get(column)
    parts = []
    if ours is not None:
        parts.append(f"{ours.value:.{digits}f}")
        parts += [f"[{ours.ci95[0]:.{digits}f}, {ours.ci95[1]:.{digits}f}]"] if ours.ci95 else []
    return " ".join(parts + ([f"({paper:g})"] if paper is not None else []))


def _other_counts(table: Table, usual: int) -> list[str]:
    """What is not of `usual` queries: "n 300: ms p50, ms p95; dynamic, original", whole columns by their names and what
    is left by its rows."""
    counts = {(row.name, column): row.ours[column].n for row in table.rows for column in table.columns if column in row.ours}
    notes = []
    for n in sorted({*counts.values()} - {0, usual}):
        columns = [column for column in table.columns
                   if {own for (_, each), own in counts.items() if each == column} == {n}]
        rows = dict.fromkeys(row for (row, column), own in counts.items() if own == n and column not in columns)
        notes.append(f"n {n:,}: {'; '.join(filter(None, (', '.join(columns), *rows)))}.")
    return notes


def as_json(table: Table) -> dict:
    """The table as plain dicts, figures unrounded."""
    return asdict(table)


def write(tables: Sequence[Table], out: Path) -> None:
    """`out`/NAME.md and `out`/NAME.json for each table."""
    out.mkdir(parents=True, exist_ok=True)
    for table in tables:
        (out / f"{table.name}.md").write_text(markdown(table) + "\n")
        (out / f"{table.name}.json").write_text(json.dumps(as_json(table), indent=1) + "\n")
