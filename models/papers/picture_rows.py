"""Pictures beside the tables: rows of search results, and recall curves. Third-party pictures in them are not to be committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["PictureRow", "draw_rows", "plot_recall"]

GAP, CAPTION = 4, 14   # pixels
DEEPEST = 100


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


def plot_recall(ranks: Mapping[str, np.ndarray], file: Path) -> None:
    """Recall by the number of results looked at, a line a model, as a PNG. ranks: 0-based, (n,) by model."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    depths = np.arange(1, DEEPEST + 1)
    figure, axis = pyplot.subplots(figsize=(6, 4), layout="constrained")
    for name, own in ranks.items():
        axis.plot(depths, [(own < depth).mean() for depth in depths], label=name)
    axis.set(xlabel="results", ylabel="recall", xscale="log", ylim=(0, 1))
    axis.grid(alpha=0.3)
    axis.legend()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=120)
    pyplot.close(figure)
