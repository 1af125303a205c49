"""Figures for an encoder on a catalogue: python -m models.evaluate TASK --catalog NAME [--encoder NAME] [--json].

Tasks: selection, retrieval, kagl, composition, and fashioniq, which reads that data set's own folder; `log` plots a training
run instead (--log FILE.csv --out FILE.png). What each measures is said by its function here, in `models.kagl` or in
`models.fashioniq`. Vectors come from the catalogue, which must have been
encoded by the same encoder; `--held-out` keeps to the product families that training never saw; `--plots DIR` leaves
pictures of the figures there: how sure and how right (selection), recall by depth (retrieval), what is found first (retrieval,
kagl).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.captions import Label, held_out, label_of
from models.combiner import Combiner
from models.command import OneLineParser, positive
from models.encoder import COMPACT, Encoder
from models.fashioniq import METHODS as FASHIONIQ_METHODS
from models.fashioniq import SPLITS, fashioniq
from models.instances import Instance, make_instances
from models.kagl import kagl, table
from models.metrics import best_ranks, calibration_error, retrieval_figures, right_of_surest, wilson
from models.plots import PictureRow, draw_rows, plot_calibration, plot_log, plot_recall
from models.selection import MARGIN, describe_words, select
from models.swaps import FIELDS, KEEPING, PRODUCT, figures_of, make_swaps, swap_table, swaps
from models.swaps import METHODS as SWAP_METHODS
from models.utterance import description_of

__all__ = ["Goods", "composition", "draw_found", "encode_all", "load_goods", "look_of", "read_instances", "retrieval",
           "selection"]

METHODS = {"selection": ("dual",), "composition": (*KEEPING, *SWAP_METHODS, PRODUCT, "combiner", "all"),
           "fashioniq": tuple(FASHIONIQ_METHODS)}
COMBINER = COMPACT / "combiner.safetensors"
SHOWN = 6               # pictures a row
ROWS = 12               # rows a sheet
THUMBNAIL = (90, 120)   # pixels, width and height


Look = Callable[[str, Sequence[str], Sequence[int]], np.ndarray]   # description, what it is not, rows shown -> log-odds (c,)


class BadTask(ValueError):
    """The task's input cannot be used."""


@dataclass(frozen=True)
class Goods:
    """A catalogue as evaluation sees it: row i of `vectors` (n, d), `labels` and `words` is item `ids[i]`."""

    ids: list[str]
    vectors: np.ndarray
    labels: list[Label]
    words: list[frozenset[str]]

    def take(self, rows: Sequence[int]) -> Goods:
        return Goods([self.ids[row] for row in rows], self.vectors[list(rows)], [self.labels[row] for row in rows],
                     [self.words[row] for row in rows])


def load_goods(catalogue: str, encoder: Encoder) -> Goods:
    """All items with the first view's vector. Raises the catalogue's named errors."""
    from catalog.search import check_vectors
    from catalog.store import open_catalogue

    store = open_catalogue(catalogue)
    check_vectors(store, encoder.name, encoder.dim)
    rows: dict[str, np.ndarray] = {}
    for item_id, vector in zip(*store.vectors(encoder.name), strict=True):
        rows.setdefault(item_id, vector)
    items = store.items(list(rows))
    return Goods([item.id for item in items], np.stack(list(rows.values())),
                 [label_of(item.title, item.category, item.attributes) for item in items],
                 [describe_words(item.title, item.kind, item.attributes) for item in items])


# ---- selection --------------------------------------------------------------------------------------------------------

def selection(goods: Goods, encoder: Encoder, instances: Sequence[Instance], *, pixels_only: bool = False,
              look: Look | None = None, plots: Path | None = None) -> dict:
    """Which of 3 to 6 shown items does the utterance mean? Descriptions only: places and prices are the conversation's.

    accuracy: share of instances whose likeliest item is the target. precision and recall: of those the conversation
    would answer without asking (a MARGIN or more), the share that is right; the share of all instances that
    is so answered and right. at_90: accuracy over the 90 % that are surest, by their margin; ece: expected calibration
    error of the likeliest item's probability. ms: parsing, text encoding and scoring; the pictures' vectors are there beforehand.
    look: a matching head, which then judges the pictures. plots: a folder for calibration.png.
    """
    right, sure, margins, confidence, ms = [], [], [], [], []
    for instance in instances:
        began = time.perf_counter()
        description, excluded = description_of(instance.utterance)
        rows = list(instance.shown)
        words = None if pixels_only else [goods.words[row] for row in rows]
        chosen = select(encoder, goods.vectors[rows], description, excluded=excluded, words=words,
                        look=look(description, excluded, rows) if look else None)
        ms.append(1000 * (time.perf_counter() - began))
        right.append(rows[chosen.best] == instance.target)
        sure.append(chosen.margin >= MARGIN)
        margins.append(chosen.margin)
        confidence.append(float(chosen.probabilities[chosen.best]))
    if plots:
        plot_calibration(confidence, right, plots / "calibration.png")
    answered = sum(sure)
    both = sum(good and certain for good, certain in zip(right, sure, strict=True))
    precision, recall = both / max(answered, 1), both / max(len(right), 1)
    kinds = list(dict.fromkeys(instance.kind for instance in instances))
    return {
        "n": len(right), **_share(right), "precision": precision, "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-12),
        "at_90": right_of_surest(margins, right), "ece": calibration_error(confidence, right),
        "ms_p50": float(np.percentile(ms, 50)) if ms else 0.0, "ms_p95": float(np.percentile(ms, 95)) if ms else 0.0,
        "by_kind": {kind: {"n": len(chosen), **_share(chosen)} for kind in kinds
                    if (chosen := [good for good, instance in zip(right, instances, strict=True) if instance.kind == kind])},
    }


def _share(right: Sequence[bool]) -> dict:
    return {"accuracy": sum(right) / max(len(right), 1), "ci95": list(wilson(sum(right), len(right)))}


def look_of(folder: str | Path, catalogue: str, goods: Goods) -> Look:
    """The matching head in this folder, all pictures seen beforehand, as a shop would. Raises `BadHead`."""
    from catalog.pictures import open_picture
    from catalog.store import open_catalogue
    from models.fusion import stack_views
    from models.rerank import judge, load_reranker

    reranker, store = load_reranker(folder), open_catalogue(catalogue)
    seen = [reranker.see([open_picture(store.picture(item).picture)]) for item in goods.ids]

    def look(description: str, excluded: Sequence[str], rows: Sequence[int]) -> np.ndarray:
        shown = stack_views([seen[row] for row in rows])
        return judge(lambda said: reranker.log_odds(said, shown), description, excluded)

    return look


def read_instances(path: str, goods: Goods) -> list[Instance]:
    """Instances of a JSON-lines file: {"items": [id...], "target": id, "utterance": "...", "kind": "..."} a line."""
    rows = {item_id: row for row, item_id in enumerate(goods.ids)}
    instances = []
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTask(f"--instances {path}: {error}; give a .jsonl file of instances in UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            shown = tuple(rows[str(item)] for item in said["items"])
            target = rows[str(said["target"])]
            if not isinstance(said["utterance"], str):
                raise TypeError(f"utterance is {said['utterance']!r}")
            instances.append(Instance(shown, target, said["utterance"], str(said.get("kind", "all"))))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise BadTask(f"{path} line {number}: {type(error).__name__} {error}; a line has items (ids of this "
                          "catalogue), target and utterance") from error
        if target not in shown:
            raise BadTask(f"{path} line {number}: target {said['target']!r} is not among its items")
    if not instances:
        raise BadTask(f"--instances {path} has no line; give a .jsonl file of instances")
    return instances


# ---- retrieval --------------------------------------------------------------------------------------------------------

def retrieval(goods: Goods, encoder: Encoder, queries: Sequence[int], *, plots: Path | None = None) -> dict:
    """Title -> picture and picture -> title among all items of the catalogue, for the items `queries`; where those are
    not all, the same again among the queries' own items (`among_queries`). plots: a folder for recall.png."""
    rows = list(queries)
    titles = encode_all(encoder, [label.title.lower() for label in goods.labels])
    ranks = _both_ways(titles, goods.vectors, rows)
    figures = {"n": len(rows), "gallery": len(goods.ids), **{way: retrieval_figures(own) for way, own in ranks.items()}}
    lines = {f"{way.replace('_', ' ')}, among {len(goods.ids):,}": own for way, own in ranks.items()}
    if len(rows) < len(goods.ids):
        among = _both_ways(titles[rows], goods.vectors[rows], range(len(rows)))
        figures["among_queries"] = {"gallery": len(rows), **{way: retrieval_figures(own) for way, own in among.items()}}
        lines |= {f"{way.replace('_', ' ')}, among {len(rows):,}": own for way, own in among.items()}
    if plots:
        plot_recall(lines, plots / "recall.png")
    return figures


def _both_ways(titles: np.ndarray, pictures: np.ndarray, rows: Sequence[int]) -> dict[str, np.ndarray]:
    """0-based ranks of the right answers."""
    return {"text_to_image": best_ranks(titles[list(rows)], pictures, rows),
            "image_to_text": best_ranks(pictures[list(rows)], titles, rows)}


# ---- what is found first ----------------------------------------------------------------------------------------------

def draw_found(goods: Goods, encoder: Encoder, texts: Sequence[str], picture: Callable[[str], np.ndarray], file: Path) -> None:
    """A row of pictures a text: the SHOWN items nearest to it, the nearest first.

    picture: an item's id -> (h, w, 3) uint8, all of one size.
    """
    nearest = np.argsort(-(encode_all(encoder, texts) @ goods.vectors.T), axis=1, kind="stable")[:, :SHOWN]
    draw_rows([PictureRow(text, [picture(goods.ids[row]) for row in rows]) for text, rows in zip(texts, nearest, strict=True)],
              file)


def _thumbnails(catalogue: str) -> Callable[[str], np.ndarray]:
    from PIL import ImageOps

    from catalog.pictures import open_picture
    from catalog.store import open_catalogue

    store = open_catalogue(catalogue)

    def picture(item: str) -> np.ndarray:
        whole = open_picture(store.picture(item).picture)
        return np.asarray(ImageOps.pad(whole, THUMBNAIL, color="white"))

    return picture


def encode_all(encoder: Encoder, texts: Sequence[str], batch: int = 1024) -> np.ndarray:
    return np.concatenate([encoder.texts(texts[start:start + batch]) for start in range(0, len(texts), batch)])


# ---- composition --------------------------------------------------------------------------------------------------------

def composition(goods: Goods, encoder: Encoder, *, method: str = "shop", count: int = 1000, seed: int = 0,
                combiner: Path | None = None) -> dict:
    """Swaps: this picture, minus what it is, plus something else that the catalogue has of the same kind.

    The figures of colour swaps, and those of each attribute in `by_swap`: both@4: at least one of the four best (the
    source left out) has the right kind and the new value; type_kept@4 and colour@4: at least one has the kind, the value.
    rest_kept@4: one that has both also is alike in colour, wearer and formality, but for what was swapped. gross_error@4:
    share of all the results whose top-level category is another. Methods: `shop` is what the conversation does,
    `difference` among those of the item's own kind, as no word names another; `seen` goes by the kind that the nearest
    pictures have, as for a shopper's own picture; `difference` is the arithmetic alone (phrases about the kind); `words` takes
    bare words, `text` and `picture` leave the other half of the query out, `sum` is half of each, `change` the picture and
    the difference of phrases alone, `product` multiplies the similarities of both, `combiner` is the learned one of
    `combiner`, a file. `all` adds `by_method`, everything of all of them but the combiner where there is no file.
    """
    made = {field: make_swaps(goods.labels, field, count, seed=seed) for field in FIELDS}
    methods = dict(SWAP_METHODS)
    if method == "combiner" or (method == "all" and combiner is not None and combiner.is_file()):
        methods["combiner"] = Combiner.load(combiner or COMBINER, encoder).swap
    names = [*KEEPING, *methods, PRODUCT] if method == "all" else [method]
    def figures_by(name: str) -> dict[str, dict]:
        return {field: figures_of(swaps(goods.labels, goods.vectors, encoder, of_field, method=name, methods=methods), field)
                for field, of_field in made.items() if of_field}

    figures = {name: figures_by(name) for name in names}
    own = figures["shop" if method == "all" else method]
    return {**own.get("colour", figures_of(np.zeros((0, 5)), "colour")), "by_swap": own,
            **({"by_method": figures} if method == "all" else {})}


# ---- the command ----------------------------------------------------------------------------------------------------------

def run(options: argparse.Namespace) -> dict:
    from models.encoder import load_encoder

    if options.task == "log":
        if not (options.log and options.out):
            raise BadTask("log wants --log, the log.csv of a training run, and --out, a .png to write")
        return {"drawn": plot_log(options.log, options.out), "out": options.out}
    wanted = "folder" if options.task == "fashioniq" else "catalog"
    if not getattr(options, wanted):
        raise BadTask(f"{options.task} wants --{wanted}, " + {"catalog": "the name or path of a catalogue", "folder":
                      "FashionIQ's own, with captions, image_splits and images"}[wanted])
    allowed = METHODS.get(options.task, ())
    if options.method not in (None, *allowed):
        raise BadTask(f"--method {options.method}: {options.task} knows {', '.join(allowed) or 'no methods'}")
    encoder = load_encoder(options.encoder)
    if options.task == "fashioniq":
        return fashioniq(options.folder, encoder, split=options.split, method=options.method or "difference")
    goods = load_goods(options.catalog, encoder)
    unseen = [row for row, label in enumerate(goods.labels) if held_out(label.title)]
    if options.held_out and not unseen:
        raise BadTask(f"--held-out: all products of {options.catalog!r} are of families that training may have seen")
    if options.task == "retrieval":
        rows = unseen if options.held_out else range(len(goods.ids))
        if options.plots:
            some = [rows[at] for at in np.linspace(0, len(rows) - 1, min(ROWS, len(rows))).astype(int)]
            _draw(goods, encoder, [goods.labels[row].title.lower() for row in some], options)
        return retrieval(goods, encoder, rows, plots=options.plots)
    titles = unseen or range(len(goods.ids))  # of products that training never saw, where there are any
    if options.held_out:
        goods, titles = goods.take(unseen), range(len(unseen))
    tasks: dict[str, Callable[[], dict]] = {
        "selection": lambda: selection(goods, encoder, _instances(options, goods), pixels_only=options.pixels_only,
                                       look=look_of(options.rerank, options.catalog, goods) if options.rerank else None,
                                       plots=options.plots),
        "kagl": lambda: _kagl(goods, encoder, titles, options),
        "composition": lambda: _composition(goods, encoder, options),
    }
    return tasks[options.task]()


def _composition(goods: Goods, encoder: Encoder, options: argparse.Namespace) -> dict:
    figures = composition(goods, encoder, method=options.method or "shop", count=options.count, combiner=options.combiner)
    if not options.json:
        print(swap_table(figures.get("by_method", {options.method or "shop": figures["by_swap"]})), file=sys.stderr)
    return figures


def _draw(goods: Goods, encoder: Encoder, texts: Sequence[str], options: argparse.Namespace) -> None:
    draw_found(goods, encoder, texts, _thumbnails(options.catalog), options.plots / "found.png")


def _kagl(goods: Goods, encoder: Encoder, titles: Sequence[int], options: argparse.Namespace) -> dict:
    if options.plots:
        colours = Counter(label.colour for label in goods.labels if label.colour)
        _draw(goods, encoder, [colour for colour, _ in colours.most_common(ROWS)], options)
    figures = kagl(goods.labels, goods.vectors, lambda texts: encode_all(encoder, texts), titles=titles)
    if not options.json:
        print(table(figures, options.encoder, len(goods.ids)), file=sys.stderr)
    return figures


def _instances(options: argparse.Namespace, goods: Goods) -> list[Instance]:
    if options.instances:
        return read_instances(options.instances, goods)
    made = make_instances(goods.labels, options.count)
    if not made:
        raise BadTask(f"catalogue {options.catalog!r} has too few items with kind and colour to make instances from")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first lines."""
    parser = OneLineParser(prog="python -m models.evaluate", description=__doc__)
    parser.add_argument("task", choices=("selection", "retrieval", "kagl", "composition", "fashioniq", "log"))
    parser.add_argument("--catalog", metavar="NAME|PATH")
    parser.add_argument("--encoder", default="compact", metavar="NAME")
    methods = "; ".join(f"{task}: {', '.join(names)}" for task, names in METHODS.items())
    parser.add_argument("--method", metavar="NAME", help=methods)
    parser.add_argument("--held-out", action="store_true", help="only product families that training never saw")
    parser.add_argument("--instances", metavar="FILE.jsonl")
    parser.add_argument("--pixels-only", action="store_true", help="no title or attribute of the items is used")
    parser.add_argument("--rerank", metavar="PATH", help="selection: a matching head that judges the pictures")
    parser.add_argument("--count", type=positive, default=2000, help="instances or swaps to make")
    parser.add_argument("--combiner", type=Path, default=COMBINER, metavar="FILE", help="composition: of models.train_combiner")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="fashioniq: the data set's, with captions/, image_splits/,"
                                                                   " images/")
    parser.add_argument("--split", default="val", choices=SPLITS, help="fashioniq: which of its splits")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="selection, retrieval, kagl: where to draw the figures")
    parser.add_argument("--log", metavar="FILE.csv", help="log: a training run's")
    parser.add_argument("--out", metavar="FILE.png", help="log: where to draw it")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        figures = run(options)
    except ValueError as error:  # the named errors of this module, the catalogue and the encoder
        print(error, file=sys.stderr)
        return 2
    figures = rounded(figures)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=1))
    return 0


def rounded(value):
    """Floats to four places, all the way down."""
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
