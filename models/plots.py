"""Pictures of figures: matplotlib, imported where one is drawn."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["BadLog", "plot_log"]


class BadLog(ValueError):
    """The training log cannot be read as one."""


def plot_log(log: str | Path, out: str | Path) -> list[str]:
    """Draws a training run's log.csv: the loss, and the held-out figures, by epoch; returns the columns drawn.

    Raises `BadLog` where `log` is no CSV with a column `epoch`.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    columns = _read(Path(log))
    drawn = [name for name in columns if name not in ("epoch", "seconds") and columns[name]]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for name in drawn:
        axis = left if name == "loss" else right
        axis.plot(*zip(*columns[name], strict=True), marker="o", markersize=3, label=name)
    for axis, title in ((left, "loss"), (right, "held-out products")):
        axis.set(xlabel="epoch", title=title)
        axis.grid(alpha=0.3)
    right.set_ylim(0, 1)
    right.legend()
    figure.savefig(out, dpi=120)
    pyplot.close(figure)
    return drawn


def _read(log: Path) -> dict[str, list[tuple[int, float]]]:
    """Column -> its (epoch, value) pairs; gaps are left out."""
    try:
        with log.open(newline="") as file:
            rows = list(csv.DictReader(file))
        return {name: [(int(row["epoch"]), float(row[name])) for row in rows if row[name]] for name in rows[0]}
    except (OSError, KeyError, ValueError, IndexError, TypeError) as error:
        raise BadLog(f"--log {log}: {type(error).__name__} {error}; give the log.csv of a training run") from error
