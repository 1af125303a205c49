"""Say Yes To The Fetch (Morais et al., AAAI 2022 workshop), small: labels relaxed by the taxonomy and by views.

Original is the shipped encoder; fine-tuned are adapters on its frozen vectors (`models.towers.Adapter`), trained on pairs of a
picture and its title with CLIP's loss (without the taxonomy) or with relaxed labels (with it): a batch's pairs are
acceptable where they are views of one product or of one taxonomy path. The static catalogue is four fifths of the product
families, which the adapters learn from; the dynamic one is the rest.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from models.captions import Label, family
from models.composition import compose_query
from models.encoder import unit
from models.losses import relaxed
from models.metrics import best_ranks
from models.papers.features import TRAIN, products_of, split_rows
from models.papers.tables import Figure, Row, Table, figure, machine
from models.papers.vectors import picture_vectors, text_vectors
from models.plots import PictureRow, draw_rows, plot_recall
from models.recipe import BadRecipe
from models.towers import Adapter
from models.words import singular

__all__ = ["RECIPE", "Catalogue", "Pair", "acceptable_pairs", "adapt", "load_settings", "make_tables", "measure", "proximity",
           "real_probabilities", "run", "same_neighbours"]

RECIPE = Path(__file__).resolve().parent.parent / "recipes" / "fetch.toml"
COMMAND = "python -m models.papers fetch --data PRODUCTS.parquet"
SETTINGS = frozenset("seed catalogue alpha sweep steps products learning_rate scale hidden small queries together".split())
NEIGHBOURS = (1, 10, 25, 50)
RECALLS = (1, 5, 10, 50)
HIGHEST_SCALE = float(np.log(100))   # CLIP's
FEWEST = 20        # products of a category whose proximity is measured
SHOWN = 6          # pictures a row
ORIGINAL, WITHOUT, WITH = "original", "fine-tuned without the taxonomy", "fine-tuned with the taxonomy"
ASKED = ("pink suit for woman", "black leather handbag", "white running shoes for men", "blue denim jeans", "red saree")
CHANGES = (("black dress", ("black",), ("red",), "dress"), ("white shirt", ("white",), ("blue",), "shirt"),
           ("brown handbag", ("brown",), ("red",), "handbag"))
Encode = Callable[[Sequence[str]], np.ndarray]   # texts -> (n, d) unit rows


@dataclass(frozen=True)
class Catalogue:
    """Products' labels, and (n, d) unit rows each: their photographs, another view of each, and their titles."""

    labels: Sequence[Label]
    pictures: np.ndarray
    views: np.ndarray
    titles: np.ndarray

    def take(self, rows: np.ndarray) -> Catalogue:
        return Catalogue([self.labels[row] for row in rows], self.pictures[rows], self.views[rows], self.titles[rows])

    def paths(self) -> np.ndarray:
        """(n,) int64: the number of each product's taxonomy path."""
        return _numbers([f"{label.category} > {label.sub_category} > {label.kind}" for label in self.labels])


@dataclass(frozen=True)
class Pair:
    """A model: what becomes of the frozen vectors of pictures and of texts, (n, d) unit rows both before and after; scale is
    1 / temperature."""

    pictures: Callable[[np.ndarray], np.ndarray]
    texts: Callable[[np.ndarray], np.ndarray]
    scale: float

    def __call__(self, catalogue: Catalogue) -> Catalogue:
        return Catalogue(catalogue.labels, self.pictures(catalogue.pictures), self.pictures(catalogue.views),
                         self.texts(catalogue.titles))


@dataclass(frozen=True)
class Reader:
    """What `compose_query` takes for an encoder: texts as a model sees them."""

    dim: int
    texts: Encode


def load_settings(path: Path = RECIPE) -> dict:
    """The recipe. Raises `BadRecipe` with the settings that are missing or unknown."""
    try:
        settings = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadRecipe(f"recipe {path}: {error}; give a .toml file such as {RECIPE.name}") from error
    if wrong := set(settings) ^ SETTINGS:
        raise BadRecipe(f"recipe {path}: settings missing or unknown: {', '.join(sorted(wrong))}")
    return settings


# ---- fine-tuning --------------------------------------------------------------------------------------------------------

def acceptable_pairs(products: np.ndarray, paths: np.ndarray) -> np.ndarray:
    """(n, n) bool, symmetric: pairs of pictures and texts that are of one product, or of one taxonomy path. products, paths: (n,)
    numbers."""
    return (products[:, None] == products[None, :]) | (paths[:, None] == paths[None, :])


def adapt(catalogue: Catalogue, settings: Mapping, alpha: float) -> Pair:
    """Adapters trained on the catalogue's pairs, a batch having both views of each product; alpha = 0 is CLIP's loss."""
    torch.manual_seed(settings["seed"])
    rng, steps = np.random.default_rng(settings["seed"]), settings["steps"]
    adapters = [Adapter(catalogue.pictures.shape[1], settings["hidden"]) for _ in range(2)]
    log_scale = nn.Parameter(torch.tensor(float(settings["scale"])).log())
    parameters = [parameter for adapter in adapters for parameter in adapter.parameters()]
    optimizer = torch.optim.AdamW([*parameters, log_scale], lr=settings["learning_rate"], weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings["learning_rate"], steps, pct_start=0.1,
                                                   cycle_momentum=False)
    paths = catalogue.paths()
    for _ in tqdm(range(steps), desc=f"alpha {alpha}", file=sys.stderr):
        rows = rng.choice(len(paths), min(settings["products"], len(paths)), replace=False)
        twice = np.concatenate([rows, rows])
        pictures = adapters[0](torch.from_numpy(np.concatenate([catalogue.pictures[rows], catalogue.views[rows]])))
        texts = adapters[1](torch.from_numpy(catalogue.titles[twice]))
        loss = relaxed(pictures, texts, log_scale.exp(), torch.from_numpy(acceptable_pairs(twice, paths[twice])), alpha)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            log_scale.clamp_(0, HIGHEST_SCALE)
    return Pair(*(_applied(adapter.eval()) for adapter in adapters), float(log_scale.detach().exp()))


def _applied(adapter: nn.Module) -> Callable[[np.ndarray], np.ndarray]:
    @torch.inference_mode()
    def apply(vectors: np.ndarray) -> np.ndarray:
        return adapter(torch.from_numpy(np.ascontiguousarray(vectors, dtype=np.float32))).numpy()

    return apply


# ---- figures ------------------------------------------------------------------------------------------------------------

def proximity(vectors: np.ndarray, categories: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) and (n,): the cosine of each product to the centre of its own category, itself left out, and its mean cosine to the
    other categories' centres. vectors: (n, d) unit rows; categories: (n,) numbers 0..c-1. nan in categories of less than
    FEWEST."""
    counts = np.bincount(categories)
    sums = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(sums, categories, vectors)
    large = np.flatnonzero(counts >= FEWEST)
    own = (vectors * unit(sums[categories] - vectors)).sum(1)
    cosines = vectors @ unit(sums[large]).T  # (n, large)
    places = {category: place for place, category in enumerate(large.tolist())}
    place = np.array([places.get(category, -1) for category in categories.tolist()])
    to_own = cosines[np.arange(len(place)), place]
    others = (cosines.sum(1) - to_own) / max(len(large) - 1, 1)
    return np.where(place >= 0, own, np.nan), np.where(place >= 0, others, np.nan)


def same_neighbours(asked: np.ndarray, gallery: np.ndarray, wanted: np.ndarray, categories: np.ndarray, *,
                    itself: np.ndarray | None = None, ks: Sequence[int] = NEIGHBOURS, chunk: int = 256) -> dict[int, np.ndarray]:
    """For each k, (n,): the share of a query's k nearest that have the category `wanted` of it.

    asked: (n, d), gallery: (m, d) unit rows; wanted: (n,), categories: (m,) numbers. itself: (n,) rows of the gallery that
    are the queries themselves, and are left out.
    """
    shares: dict[int, list[np.ndarray]] = {k: [] for k in ks}
    deepest = min(max(ks), len(gallery) - (itself is not None))
    for start in range(0, len(asked), chunk):
        scores = asked[start:start + chunk] @ gallery.T
        if itself is not None:
            scores[np.arange(len(scores)), itself[start:start + chunk]] = -np.inf
        near = np.argpartition(-scores, deepest - 1, axis=1)[:, :deepest]
        near = np.take_along_axis(near, np.take_along_axis(-scores, near, 1).argsort(1, kind="stable"), 1)
        right = categories[near] == wanted[start:start + chunk, None]
        for k in ks:
            shares[k].append(right[:, :k].mean(1))
    return {k: np.concatenate(parts) for k, parts in shares.items()}


def real_probabilities(pictures: np.ndarray, texts: np.ndarray, scale: float, together: int) -> np.ndarray:
    """(n,): the softmax probability that a text gives its own picture among `together` pairs, the rows in their order; what is
    left over is left out. pictures, texts: (n, d) unit rows."""
    groups = [slice(start, start + together) for start in range(0, len(texts) - together + 1, together)]
    return np.concatenate([_softmax(scale * texts[rows] @ pictures[rows].T).diagonal() for rows in groups])


def _softmax(logits: np.ndarray) -> np.ndarray:
    weights = np.exp(logits - logits.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def measure(seen: Catalogue, phrases: np.ndarray, scale: float, settings: Mapping) -> dict[str, np.ndarray]:
    """Every figure's values, one a product asked about, of a catalogue as a model sees it. The products are drawn by the recipe's
    seed, and are the same for every model; phrases: (n, d), a phrase about each product ("red dress"), as the model sees it."""
    rng = np.random.default_rng([settings["seed"], len(seen.labels)])
    rows = rng.permutation(len(seen.labels))[:settings["queries"]]
    paths, tops = seen.paths(), _numbers([label.category for label in seen.labels])
    near = same_neighbours(seen.pictures[rows], seen.pictures, paths[rows], paths, itself=rows)
    beside = same_neighbours(seen.pictures[rows], seen.pictures, tops[rows], tops, itself=rows, ks=(10,))
    said = same_neighbours(phrases[rows], seen.pictures, paths[rows], paths, ks=(10,))
    above = same_neighbours(phrases[rows], seen.pictures, tops[rows], tops, ks=(10,))
    ranks = best_ranks(seen.titles[rows], seen.pictures, rows)
    own, others = (cosines[rows] for cosines in proximity(seen.pictures, paths))
    return {
        "proximity": own, "variance": (own - np.nanmean(own)) ** 2, "to other categories": others, "margin": own - others,
        **{f"K = {k}": shares for k, shares in near.items()}, "gross errors, pictures": 1 - beside[10],
        "phrase: K = 10": said[10], "gross errors, phrases": 1 - above[10],
        "views' cosine": (seen.pictures[rows] * seen.views[rows]).sum(1),
        "view finds its product": (best_ranks(seen.views[rows], seen.pictures, rows) < 1).astype(float),
        **{f"Recall@{k}": (ranks < k).astype(float) for k in RECALLS}, "rank": ranks,
        "real pair's probability": real_probabilities(seen.pictures[rows], seen.titles[rows], scale,
                                                      min(settings["together"], len(rows))),
    }


def _numbers(values: Sequence[str]) -> np.ndarray:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values])


# ---- the tables ---------------------------------------------------------------------------------------------------------

def run(source: str, out: Path) -> list[Table]:
    """The paper's Tables 2 to 9, and its figures 7 to 10 as picture rows in `out`. Raises the source's and the recipe's named
    errors."""
    settings = load_settings()
    products = products_of(source, out / "data")
    drawn = np.random.default_rng(settings["seed"]).permutation(len(products.labels))[:settings["catalogue"]]
    products = products.take(np.sort(drawn))
    began = time.perf_counter()
    pictures, views = (picture_vectors(products, out / "vectors", view=view) for view in (0, 1))

    def encode(texts: Sequence[str]) -> np.ndarray:
        return text_vectors(texts, out / "vectors")

    catalogue = Catalogue(products.labels, pictures, views, encode([label.title.lower() for label in products.labels]))
    tables, models, measured = make_tables(catalogue, encode, settings, began=began)
    draw_figures(catalogue, models, encode, products.pixels, out)
    plot_recall({name: values["rank"] for name, values in measured["dynamic"].items()}, out / "recall.png")
    return tables


def make_tables(catalogue: Catalogue, encode: Encode, settings: Mapping, *,
                began: float | None = None) -> tuple[list[Table], dict[str, Pair], dict[str, dict[str, dict[str, np.ndarray]]]]:
    """The tables of `run` with the models and the values they are made of, by catalogue and model."""
    began = time.perf_counter() if began is None else began
    learnt = split_rows(catalogue.labels)[TRAIN]
    new = np.setdiff1d(np.arange(len(catalogue.labels)), learnt)
    static = catalogue.take(learnt)
    few = static.take(np.flatnonzero([_in_small(label, settings["small"]) for label in static.labels]))
    models = {ORIGINAL: Pair(np.asarray, np.asarray, settings["scale"]), WITHOUT: adapt(static, settings, 0.0),
              WITH: adapt(static, settings, settings["alpha"])}
    others = {"small": {WITHOUT: adapt(few, settings, 0.0), WITH: adapt(few, settings, settings["alpha"])},
              "sweep": {f"alpha = {alpha:g}": adapt(static, settings, alpha) for alpha in settings["sweep"]}}
    phrases = encode([_phrase(label) for label in catalogue.labels])

    def measured(model: Pair, rows: np.ndarray) -> dict[str, np.ndarray]:
        return measure(model(catalogue.take(rows)), model.texts(phrases[rows]), model.scale, settings)

    values = {"static": {name: measured(model, learnt) for name, model in models.items()},
              "dynamic": {name: measured(model, new) for name, model in models.items()}}
    values |= {name: {each: measured(model, new) for each, model in group.items()} for name, group in others.items()}
    return _tables(values, settings, (len(learnt), len(new), len(few.labels)), began), models, values


def _in_small(label: Label, share: float) -> bool:
    """A stated hash of the family, as everywhere: the same on every machine."""
    return crc32(f"small {family(label.title)}".encode()) % 1000 < 1000 * share


def _phrase(label: Label) -> str:
    """What a shopper may ask for: "red dress for women"."""
    who = f" for {label.gender}" if label.gender not in ("", "unisex") else ""
    return f"{label.colour} {singular(label.kind)}{who}".strip()


PARTS = {  # table -> (title, columns)
    "proximity": ("category proximity", ("proximity", "variance", "to other categories", "margin")),
    "neighbours": ("neighbours of the same category", (*(f"K = {k}" for k in NEIGHBOURS), "gross errors, pictures",
                                                       "phrase: K = 10", "gross errors, phrases")),
    "views": ("similarity of views", ("views' cosine", "view finds its product")),
    "recall": ("title -> picture", (*(f"Recall@{k}" for k in RECALLS), "real pair's probability")),
}
FEW = ("proximity", "variance", "K = 10", "gross errors, pictures", "gross errors, phrases", "view finds its product",
       "Recall@10", "real pair's probability")   # of all these: what the small subset and the sweep show


def _tables(values: Mapping[str, Mapping[str, Mapping[str, np.ndarray]]], settings: Mapping, sizes: tuple[int, int, int],
            began: float) -> list[Table]:
    both = {f"{where}, {name}": one for where in ("static", "dynamic") for name, one in values[where].items()}
    tables = [(f"fetch_{name}", title, columns, [*(_row(each, one, columns) for each, one in both.items()),
                                                 *(_gain(where, values[where], columns) for where in ("static", "dynamic"))])
              for name, (title, columns) in PARTS.items()]
    small = {ORIGINAL: values["dynamic"][ORIGINAL], **values["small"]}
    tables.append(("fetch_small", "dynamic catalogue, the small subset learnt from", FEW,
                   [*(_row(name, one, FEW) for name, one in small.items()), _gain("small", small, FEW)]))
    alphas = {f"alpha = {0:g}": values["dynamic"][WITHOUT], f"alpha = {settings['alpha']:g}": values["dynamic"][WITH],
              **values["sweep"]}
    tables.append(("fetch_sweep", "dynamic catalogue, by alpha", FEW,
                   [_row(name, alphas[name], FEW) for name in sorted(alphas, key=lambda name: float(name.split()[-1]))]))
    seconds = time.perf_counter() - began
    notes = {"fetch_proximity": _notes(settings, sizes), "fetch_neighbours": _verdict(values)}
    return [Table(name, title, tuple(columns), tuple(rows), COMMAND, seconds, machine(), notes.get(name, ()))
            for name, title, columns, rows in tables]


def _row(name: str, values: Mapping[str, np.ndarray], columns: Sequence[str]) -> Row:
    return Row(name, ours={column: _figure(values[column]) for column in columns})


def _gain(where: str, models: Mapping[str, Mapping[str, np.ndarray]], columns: Sequence[str]) -> Row:
    """The paired difference that the taxonomy makes."""
    gains = {column: _figure(models[WITH][column] - models[WITHOUT][column]) for column in columns}
    return Row(f"{where}, with - without", ours=gains)


def _figure(values: np.ndarray) -> Figure:
    return figure(values[~np.isnan(values)])


def _notes(settings: Mapping, sizes: tuple[int, int, int]) -> tuple[str, ...]:
    return (f"Static: {sizes[0]:,} products, dynamic: {sizes[1]:,} of other families (half of them unseen by the shipped "
            f"encoder too), small subset: {sizes[2]:,} of the static ones. {settings['queries']:,} products of each are asked "
            "about, among all of it.",
            "Original: the shipped encoder, which learnt from these photographs and from phrases about their kinds: a stronger "
            f"start than CLIP was. Frozen; trained: an adapter a side, {settings['steps']} steps of {settings['products']} "
            "products in two views. A second view is the photograph flipped, zoomed, shifted and relit: the source has one each.",
            f"alpha = {settings['alpha']:g} of a row's mass is shared evenly among its other acceptable pairs. Categories are "
            "full taxonomy paths; a gross error is one of the ten nearest of another top-level category. The paper's own figures "
            "(other data) were not at hand.")


def _verdict(values: Mapping[str, Mapping[str, Mapping[str, np.ndarray]]]) -> tuple[str, ...]:
    """By how much the taxonomy lowers gross errors; the goal is a half."""
    lines = []
    for where in ("static", "dynamic"):
        for column in ("gross errors, pictures", "gross errors, phrases"):
            before, after = (float(values[where][name][column].mean()) for name in (WITHOUT, WITH))
            said = "at least halved" if after <= before / 2 else "not halved"
            lines.append(f"{where}, {column}: {before:.4f} without the taxonomy, {after:.4f} with it: {said}.")
    return tuple(lines)


# ---- the figures --------------------------------------------------------------------------------------------------------

def draw_figures(catalogue: Catalogue, models: Mapping[str, Pair], encode: Encode, pixels: np.ndarray, out: Path) -> None:
    """figure-7.png (texts), -8 (pictures), -9 (a picture and words) and -10 (a picture minus a word plus another) in `out`: a row
    of the nearest pictures for each query and model. pixels: (n, h, w, 3) uint8."""
    gallery = {name: model(catalogue).pictures for name, model in models.items()}
    starts = [int((gallery[ORIGINAL] @ encode([text])[0]).argmax()) for text, *_ in CHANGES]

    def row(title: str, name: str, query: np.ndarray, start: int | None = None) -> PictureRow:
        scores = gallery[name] @ query
        if start is not None:
            scores[start] = -np.inf
        shown = [start] * (start is not None) + np.argsort(-scores)[:SHOWN].tolist()
        return PictureRow(f"{title} - {name}", [pixels[each] for each in shown])

    def composed(name: str, start: int, **words) -> np.ndarray:
        reader = Reader(catalogue.pictures.shape[1], lambda texts: models[name].texts(encode(texts)))
        return compose_query(reader, picture=gallery[name][start], **words)

    figures = {
        "figure-7": [row(text, name, models[name].texts(encode([text]))[0]) for text in ASKED for name in models],
        "figure-8": [row("like this", name, gallery[name][start], start) for start in starts for name in models],
        "figure-9": [row(f"like this, {plus[0]}", name, composed(name, start, plus=plus, kind=kind), start)
                     for start, (_, _, plus, kind) in zip(starts, CHANGES, strict=True) for name in models],
        "figure-10": [row(f"this - {minus[0]} + {plus[0]}", name, composed(name, start, plus=plus, minus=minus, kind=kind), start)
                      for start, (_, minus, plus, kind) in zip(starts, CHANGES, strict=True) for name in models],
    }
    for name, rows in figures.items():
        draw_rows(rows, out / f"{name}.png")
