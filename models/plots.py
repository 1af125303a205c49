"""Pictures of figures, and rows of products beside them; matplotlib and Pillow are imported where one is drawn.

The products' pictures are third parties': what is drawn of them is not to be committed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.metrics import calibration_error

__all__ = ["BadLog", "PictureRow", "draw_rows", "plot_calibration", "plot_log", "plot_recall"]

GAP, CAPTION = 4, 14   # pixels
DEEPEST = 100
BINS = 10


class BadLog(ValueError):
    """The training log cannot be read as one."""


def plot_log(log: str | Path, out: str | Path) -> list[str]:
    """Draws a training run's log.csv: the loss, and the held-out figures, by epoch; returns the columns drawn.

    Raises `BadLog` where `log` is no CSV with a column `epoch`.
    """
    pyplot = _pyplot()
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
    _save(figure, Path(out))
    return drawn


def _read(log: Path) -> dict[str, list[tuple[int, float]]]:
    """Column -> its (epoch, value) pairs; gaps are left out."""
    try:
        with log.open(newline="") as file:
            rows = list(csv.DictReader(file))
        return {name: [(int(row["epoch"]), float(row[name])) for row in rows if row[name]] for name in rows[0]}
    except (OSError, KeyError, ValueError, IndexError, TypeError) as error:
        raise BadLog(f"--log {log}: {type(error).__name__} {error}; give the log.csv of a training run") from error


def plot_recall(ranks: Mapping[str, np.ndarray], file: Path) -> None:
    """Recall by the number of results looked at, a line a model, as a PNG. ranks: 0-based, (n,) by model."""
    depths = np.arange(1, DEEPEST + 1)
    figure, axis = _pyplot().subplots(figsize=(6, 4), layout="constrained")
    for name, own in ranks.items():
        axis.plot(depths, [(own < depth).mean() for depth in depths], label=name)
    axis.set(xlabel="results", ylabel="recall", xscale="log", ylim=(0, 1))
    axis.grid(alpha=0.3)
    axis.legend()
    _save(figure, file)


def plot_calibration(confidence: Sequence[float], right: Sequence[bool], file: Path) -> None:
    """How often answers are right by how sure they are, with how many there are of each, as a PNG.

    confidence: (n,) probabilities of the answers given. right: (n,) whether each was right.
    """
    confidence, right = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    places = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    counts = np.bincount(places, minlength=BINS)
    some = counts > 0
    figure, (above, below) = _pyplot().subplots(2, 1, figsize=(5, 5), sharex=True, layout="constrained", height_ratios=(3, 1))
    above.plot([0, 1], [0, 1], color="grey", linestyle=":", label="as sure as right")
    above.plot(*(np.bincount(places, values, BINS)[some] / counts[some] for values in (confidence, right)), marker="o")
    above.set(ylabel="right", xlim=(0, 1), ylim=(0, 1),
              title=f"calibration error {calibration_error(confidence, right):.3f}, n {len(right):,}")
    above.legend()
    below.bar((np.arange(BINS) + 0.5) / BINS, counts, width=0.9 / BINS)
    below.set(xlabel="probability of the answer", ylabel="answers")
    for axis in (above, below):
        axis.grid(alpha=0.3)
    _save(figure, file)


def _pyplot():
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    return pyplot


def _save(figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=120)
    _pyplot().close(figure)


# ---- rows of pictures -------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class PictureRow:
    """A caption and pictures (h, w, 3) uint8, all of one size."""

    caption: str
    pictures: Sequence[np.ndarray]


def draw_rows(rows: Sequence[PictureRow], file: Path) -> None:
    """The rows below one another, each under its caption, as a PNG."""
    from PIL import Image, ImageDraw, ImageFont

    height, width = rows[0].pictures[0].shape[:2]
    most, font = max(len(row.pictures) for row in rows), ImageFont.load_default(CAPTION - 3)
    sheet = Image.new("RGB", (most * (width + GAP) + GAP, len(rows) * (height + CAPTION + GAP) + GAP), "white")
    draw = ImageDraw.Draw(sheet)
    for number, row in enumerate(rows):
        top = GAP + number * (height + CAPTION + GAP)
        draw.text((GAP, top), row.caption, fill="black", font=font)
        for place, picture in enumerate(row.pictures):
            sheet.paste(Image.fromarray(np.asarray(picture)), (GAP + place * (width + GAP), top + CAPTION))
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(file)
