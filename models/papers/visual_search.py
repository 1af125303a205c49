"""Street to shop (Zhu et al., *Bringing Multimodality to Amazon Visual Search System*, KDD 2024).

A shopper's picture finds the product among all of the shop's, whose pictures are plain. Three systems, alike in weights at
the start, pictures and steps, differ in their losses: images alone; images and the product's title (three towers); and the
shopper's few words besides (four). `street` makes the shopper's pictures; the queries measured are of product families that
neither the shipped encoder nor anything here was trained on, and search all products. Pictures of the results, and of what
images alone take for the product, are left in `out`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from models.batches import Products, in_groups, same_title
from models.captions import CLASH, FIT, OPEN, Label, Phrase, family, phrase_for, relation, relations
from models.encoder import COMPACT, LOCAL_DIR, fingerprint
from models.fusion import Towers
from models.losses import contrastive
from models.metrics import best_ranks
from models.papers.features import DEV, TEST, TRAIN, feature_maps, load_dual, products_of, split_rows
from models.papers.loop import fit, read_recipe
from models.papers.street import SETTINGS, Street, snapshots
from models.papers.tables import Row, Table, figure, machine
from models.papers.timing import spent, timed
from models.papers.vectors import text_vectors
from models.plots import PictureRow, draw_rows, plot_recall
from models.recipe import BadRecipe
from models.towers import Look, VisualTowers, ask
from models.words import kind_names

__all__ = ["LOSSES", "RECIPE", "Change", "System", "VisualRecipe", "change_figures", "changes", "few_words", "load_visual_recipe",
           "losses_of", "match_figures", "run", "top"]

RECIPE = Path(__file__).resolve().parent.parent / "recipes" / "visual_search.toml"
COMMAND = "python -m models.papers visual_search --data PRODUCTS.parquet"
LOSSES = ("query_product", "query_title", "product_title", "query_words", "product_words", "both_product")
TRIES = 8       # phrases drawn for one that states something
PART = 1000     # snapshots that are made and kept at a time
DEPTH = 10
START = "shipped encoder, as it is"
COLUMNS = ("R@1", "R@10", "category@1", "category@10")
CHANGED = ("variant R@1", "variant R@10", "kind and colour@10", "same product@1")
SHOWN = 24      # false positives drawn
CHANGE_NOTES = (
    "The picture shows one colour variant of a product, the words ask for another (\"red shirt\"). variant: a product of the "
    "picture's family and kind in that colour. same product@1: the picture's own product, unchanged, comes first.",
    "A row with a minus is the paired difference. Weights of words are those that do best on dev.")


# ---- settings -----------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class System:
    """What is trained: a name and the weights of its losses, of LOSSES."""

    name: str
    losses: dict[str, float]


@dataclass(frozen=True)
class VisualRecipe:
    """A recipe's settings, as named in models/recipes/visual_search.toml."""

    seed: int
    stage: str
    size: list[int]
    train_products: int
    dev_products: int
    views: int
    batch_size: int
    group: int
    steps: int
    learning_rate: float
    warmup_share: float
    weight_decay: float
    hidden: int
    words_weight: float
    sweep: list[float]
    systems: list[System]
    street: dict


def load_visual_recipe(path: Path = RECIPE) -> VisualRecipe:
    """Reads a TOML recipe. Raises `BadRecipe` with the settings that are missing or unknown."""
    recipe = read_recipe(path, VisualRecipe)
    recipe = replace(recipe, systems=[System(**system) for system in recipe.systems])
    wrong = set(recipe.street) ^ SETTINGS | {name for system in recipe.systems for name in system.losses} - set(LOSSES)
    if wrong:
        raise BadRecipe(f"recipe {path}: settings missing or unknown: {', '.join(sorted(wrong))}")
    return recipe


# ---- what there is to learn from and to search ------------------------------------------------------------------------------

@dataclass(frozen=True)
class Gallery:
    """All products, as every system takes them: the trunk's maps (n, c, h, w) float16 of their pictures."""

    products: Products
    maps: np.ndarray

    @property
    def labels(self) -> list[Label]:
        return self.products.labels

    @cached_property
    def kinds(self) -> np.ndarray:
        return np.array([label.kind for label in self.labels])


@dataclass(frozen=True)
class Queries:
    """Shoppers' pictures: the rows they are of, the trunk's maps of them, a shopper's words for each and their frozen vectors."""

    rows: np.ndarray
    maps: np.ndarray
    phrases: list[Phrase]
    words: np.ndarray     # (n, d) unit rows


@dataclass(frozen=True)
class Lessons:
    """What is trained on: queries (`views` one after the other), their products' maps and titles, row for row."""

    queries: Queries
    products: np.ndarray  # (n, c, h, w) maps
    titles: np.ndarray    # (n, d) unit rows
    labels: list[Label]


def _street(products: Products, rows: np.ndarray, recipe: VisualRecipe) -> Street:
    """Where snapshots of these rows are taken: what lies about is of the same split."""
    return Street(products.pixels, products.labels, rows.tolist(), recipe.street, recipe.seed)


def _queries(products: Products, street: Street, rows: np.ndarray, view: int, recipe: VisualRecipe, out: Path) -> Queries:
    labels = [products.labels[row] for row in rows]
    phrases = [few_words(label, random.Random(f"{recipe.seed}:{row}:{view}")) for row, label in zip(rows, labels, strict=True)]
    words = text_vectors([phrase.text for phrase in phrases], out / "vectors")
    parts = []
    for start in range(0, len(rows), PART):
        some = rows[start:start + PART]
        shots = Products(snapshots(street, some, view, out / "snapshots"), labels[start:start + PART])
        folder = out / "features" / street.mark(some, view)
        parts.append(feature_maps(shots, folder, stage=recipe.stage, size=tuple(recipe.size)).maps)
    return Queries(rows, np.concatenate(parts), phrases, words)


def few_words(label: Label, rng: random.Random) -> Phrase:
    """What a shopper might type beside the picture: attributes, and not the title but where nothing else is known."""
    drawn = [phrase_for(label, rng) for _ in range(TRIES)]
    return next((phrase for phrase in drawn if all(name != "title" for name, _, _ in phrase.states)), drawn[0])


def _mark(*facts: object) -> str:
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:8]


# ---- training -----------------------------------------------------------------------------------------------------------

def losses_of(weights: Mapping[str, float], query: torch.Tensor, product: torch.Tensor, title: torch.Tensor, words: torch.Tensor,
              scale: torch.Tensor, same: torch.Tensor, fits: torch.Tensor, words_weight: float) -> dict[str, torch.Tensor]:
    """The losses that have a weight, unweighted. query, product, title, words: (n, d) unit rows, row i of each about product i.

    same: (n, n) bool, titles that are alike. fits: (n, n) int8, `relations` of product i and words j, FIT on the diagonal.
    """
    itself = torch.eye(len(query), dtype=torch.bool)
    twins = same & ~itself  # two rows of one title may be one product: neither right nor wrong
    losses = {
        "query_product": lambda: contrastive(query, product, scale, itself, twins),
        "query_title": lambda: contrastive(query, title, scale, same),
        "product_title": lambda: contrastive(product, title, scale, same),
        "query_words": lambda: contrastive(query, words, scale, fits == FIT, fits == OPEN),
        "product_words": lambda: contrastive(product, words, scale, fits == FIT, fits == OPEN),
        "both_product": lambda: contrastive(ask(query, words, words_weight), product, scale, itself, twins),
    }
    return {name: losses[name]() for name, weight in weights.items() if weight}


def untrained(recipe: VisualRecipe) -> VisualTowers:
    """The towers that every system begins with: what they give is the shipped encoder's own vectors."""
    torch.manual_seed(recipe.seed)
    dual, _ = load_dual()
    towers = Towers(dual, recipe.stage)
    channels, width = towers.project.proj.in_features, towers.project.proj.out_features
    look = Look(towers.tail, towers.project, channels, width, recipe.hidden)
    return VisualTowers(look, width, recipe.hidden, towers.logit_scale.item()).eval()


def trained(system: System, lessons: Lessons, recipe: VisualRecipe, out: Path) -> VisualTowers:
    """The towers after training; trained unless `out` has them."""
    model = untrained(recipe)
    facts = asdict(recipe) | {"systems": [asdict(system)], "sweep": []}
    mark = _mark(facts, fingerprint(f"{LOCAL_DIR}{COMPACT}"), lessons.queries.rows.tolist())
    file = out / f"{system.name.replace(' ', '-')}-{mark}.safetensors"
    if not file.is_file():
        with timed(out, system.name):
            _train(model, system, lessons, recipe)
        save_file({name: value.contiguous() for name, value in model.state_dict().items()}, file)
    model.load_state_dict(load_file(file))
    return model.eval()


def _train(model: VisualTowers, system: System, lessons: Lessons, recipe: VisualRecipe) -> None:
    def losses(rows: np.ndarray) -> dict[str, torch.Tensor]:
        return losses_of(system.losses, *_encoded(model, lessons, rows), **_relations(lessons, rows),
                         words_weight=recipe.words_weight)

    torch.manual_seed(recipe.seed)
    model.train().requires_grad_(True)
    fit(model, _batches(lessons.labels, recipe), losses, steps=recipe.steps, weights=system.losses, name=system.name,
        learning_rate=recipe.learning_rate, warmup_share=recipe.warmup_share, weight_decay=recipe.weight_decay)


def _batches(labels: Sequence[Label], recipe: VisualRecipe) -> Iterator[np.ndarray]:
    """Without end: rows in groups of one kind, groups shuffled anew each time through, the incomplete last batch left out."""
    rng = np.random.default_rng(recipe.seed)
    while True:
        order = in_groups(labels, np.arange(len(labels)), recipe.group, rng)
        for start in range(0, max(len(order) - recipe.batch_size, 0) + 1, recipe.batch_size):
            yield order[start:start + recipe.batch_size]


def _encoded(model: VisualTowers, lessons: Lessons, rows: np.ndarray) -> tuple[torch.Tensor, ...]:
    """query, product, title and words (n, d) each, and the scale."""
    maps = np.concatenate([lessons.queries.maps[rows], lessons.products[rows]])  # together: one batch norm for both
    query, product = model.see(torch.from_numpy(maps.astype(np.float32))).chunk(2)
    title, words = (model.read(torch.from_numpy(vectors[rows])) for vectors in (lessons.titles, lessons.queries.words))
    return query, product, title, words, model.scale


def _relations(lessons: Lessons, rows: np.ndarray) -> dict[str, torch.Tensor]:
    labels = [lessons.labels[row] for row in rows]
    fits = relations([lessons.queries.phrases[row] for row in rows], labels)
    np.fill_diagonal(fits, FIT)
    return {"same": same_title(labels), "fits": torch.from_numpy(fits)}


# ---- matching -----------------------------------------------------------------------------------------------------------

@torch.inference_mode()
def _seen(model: VisualTowers, maps: np.ndarray, chunk: int = 512) -> np.ndarray:
    """(n, d) float32 unit rows."""
    return np.concatenate([model.see(torch.from_numpy(maps[start:start + chunk].astype(np.float32))).numpy()
                           for start in range(0, len(maps), chunk)])


@torch.inference_mode()
def _read(model: VisualTowers, texts: np.ndarray) -> np.ndarray:
    return model.read(torch.from_numpy(texts)).numpy()


def _asked(pictures: np.ndarray, words: np.ndarray, weight: float) -> np.ndarray:
    return ask(torch.from_numpy(pictures), torch.from_numpy(words), weight).numpy()


def top(queries: np.ndarray, gallery: np.ndarray, depth: int = DEPTH, chunk: int = 512) -> np.ndarray:
    """(n, depth) int64: the best rows of the gallery for each query, best first."""
    found = []
    for start in range(0, len(queries), chunk):
        scores = torch.from_numpy(queries[start:start + chunk] @ gallery.T)
        found.append(scores.topk(depth, dim=1).indices.numpy())
    return np.concatenate(found)


def match_figures(queries: np.ndarray, gallery: np.ndarray, rows: np.ndarray, kinds: np.ndarray) -> dict[str, np.ndarray]:
    """By column, one value a query: whether its own product is first and among the first ten, and the share of the first
    result, and of the first ten, that is of its kind.

    queries: (n, d), gallery: (m, d). rows: (n,) each query's own product. kinds: (m,).
    """
    ranks, found = best_ranks(queries, gallery, rows), top(queries, gallery)
    right = kinds[found] == kinds[rows][:, None]
    return {"R@1": ranks < 1, "R@10": ranks < 10, "category@1": right[:, 0], "category@10": right.mean(1), "rank": ranks}


# ---- picture and words ----------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Change:
    """A reformulation: the query's place, what is typed beside the picture, and the products of its family that are meant."""

    query: int
    colour: str
    text: str
    meant: tuple[int, ...]


def changes(rows: Sequence[int], labels: Sequence[Label], seed: int) -> list[Change]:
    """For each row whose family has another colour, one such colour, drawn: "red shirt" beside the picture of a blue one."""
    variants: dict[tuple[str, str], list[int]] = {}
    for row, label in enumerate(labels):
        variants.setdefault((family(label.title), label.kind), []).append(row)
    made = []
    for query, row in enumerate(rows):
        own = labels[row]
        others = [other for other in variants[family(own.title), own.kind]
                  if relation("colour", labels[other].colour, labels[other].colour, own.colour) == CLASH]
        colours = sorted({labels[other].colour for other in others} - {"", "multi"})
        if colours and own.colour not in ("", "multi"):
            colour = random.Random(f"{seed}:{row}").choice(colours)
            meant = tuple(other for other in others if labels[other].colour == colour)
            made.append(Change(query, colour, f"{colour} {kind_names(own.kind)[0]}", meant))
    return made


def change_figures(found: np.ndarray, asked: Sequence[Change], rows: np.ndarray,
                   labels: Sequence[Label]) -> dict[str, np.ndarray]:
    """By column, one value a change: whether a product that is meant is first, and among the first ten; the share of the
    first ten that are of the picture's kind and of the colour typed; whether the picture's own product comes first, unchanged.

    found: (n, DEPTH) rows of the gallery, best first. rows: the products of all pictures, by `Change.query`.
    """
    meant = np.array([[row in change.meant for row in best] for change, best in zip(asked, found, strict=True)])
    fits = np.array([[labels[row].kind == labels[rows[change.query]].kind and labels[row].colour == change.colour for row in best]
                     for change, best in zip(asked, found, strict=True)])
    own = found[:, 0] == np.array([rows[change.query] for change in asked])
    return dict(zip(CHANGED, (meant[:, 0], meant.any(1), fits.mean(1), own), strict=True))


# ---- the tables ---------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Measured:
    """A system's vectors of the gallery and of the test pictures, and its figures, one value a query."""

    gallery: np.ndarray
    pictures: np.ndarray
    matches: dict[str, np.ndarray]         # of the picture alone
    with_words: dict[str, np.ndarray]      # of the picture and a shopper's words for it; {} where no text was aligned
    changed: dict[str, dict[str, np.ndarray]]  # by what was asked with: picture, text, picture and text
    weights: tuple[float, float] = (0.0, 0.0)  # of the words: beside a picture that they describe, and to change it
    first: Mapping[int, list[np.ndarray]] = field(default_factory=dict)  # by changed query: the best four, asked in each way


def run(source: str, out: Path, *, recipe: VisualRecipe | None = None) -> list[Table]:
    """Two tables: street to shop, by the picture alone and with a shopper's few words; and searching with a picture and words
    that change it. Leaves snapshots.png, recall.png, false_positives.png and changes.png in `out`.

    Raises `BadRecipe`, and the named errors of `catalog` for a source that cannot be read.
    """
    recipe = recipe or load_visual_recipe()
    products = products_of(source, out / "data")
    splits = split_rows(products.labels)
    rng = np.random.default_rng(recipe.seed)
    learnt, tuned = (rng.permutation(splits[name])[:count]  # not sorted: more of them begin with these
                     for name, count in ((TRAIN, recipe.train_products), (DEV, recipe.dev_products)))
    with timed(out, "pictures and features"):
        gallery = Gallery(products, feature_maps(products, out / "features", stage=recipe.stage, size=tuple(recipe.size)).maps)
        dev, test = (_queries(products, _street(products, splits[name], recipe), rows, 0, recipe, out)
                     for name, rows in ((DEV, tuned), (TEST, splits[TEST])))
        lessons = _lessons(gallery, _street(products, splits[TRAIN], recipe), learnt, recipe, out)
    measured = {START: _measure(untrained(recipe), gallery, dev, test, recipe, out, text=True)}
    for system in recipe.systems:
        model = trained(system, lessons, recipe, out)
        with timed(out, f"{system.name}, measured"):
            measured[system.name] = _measure(model, gallery, dev, test, recipe, out, text=len(system.losses) > 1)
    _draw(measured, gallery, test, _street(products, splits[TEST], recipe), recipe, out)
    return _tables(measured, recipe, gallery, len(learnt), spent(out))


def _lessons(gallery: Gallery, street: Street, rows: np.ndarray, recipe: VisualRecipe, out: Path) -> Lessons:
    views = [_queries(gallery.products, street, rows, view, recipe, out) for view in range(recipe.views)]
    titles = text_vectors([gallery.labels[row].title.lower() for row in rows], out / "vectors")
    all_rows = np.tile(rows, recipe.views)
    maps, words = (np.concatenate([getattr(view, name) for view in views]) for name in ("maps", "words"))
    queries = Queries(all_rows, maps, [phrase for view in views for phrase in view.phrases], words)
    return Lessons(queries, gallery.maps[all_rows], np.tile(titles, (recipe.views, 1)), [gallery.labels[row] for row in all_rows])


def _measure(model: VisualTowers, gallery: Gallery, dev: Queries, test: Queries, recipe: VisualRecipe, out: Path, *,
             text: bool) -> Measured:
    shop, seen = _seen(model, gallery.maps), _seen(model, test.maps)
    matches = match_figures(seen, shop, test.rows, gallery.kinds)
    asked = changes(test.rows, gallery.labels, recipe.seed)
    mine = seen[[change.query for change in asked]]
    found = {"picture": top(mine, shop)}
    if not text:
        return Measured(shop, seen, matches, {}, _changes_measured(found, asked, test, gallery))
    tried = _seen(model, dev.maps)
    best = _best_weights(model, shop, tried, gallery, dev, recipe, out)
    words = _read(model, _typed(asked, out))
    found |= {"text": top(words, shop), "picture and text": top(_asked(mine, words, best[1]), shop)}
    with_words = match_figures(_asked(seen, _read(model, test.words), best[0]), shop, test.rows, gallery.kinds)
    first = {change.query: [rows[place, :4] for rows in found.values()] for place, change in enumerate(asked)}
    return Measured(shop, seen, matches, with_words, _changes_measured(found, asked, test, gallery), best, first)


def _changes_measured(found: Mapping[str, np.ndarray], asked: Sequence[Change], test: Queries, gallery: Gallery) -> dict:
    return {how: change_figures(rows, asked, test.rows, gallery.labels) for how, rows in found.items()}


def _typed(asked: Sequence[Change], out: Path) -> np.ndarray:
    """(n, d) the frozen vectors of what is typed."""
    return text_vectors([change.text for change in asked], out / "vectors")


def _best_weights(model: VisualTowers, shop: np.ndarray, seen: np.ndarray, gallery: Gallery, dev: Queries, recipe: VisualRecipe,
                  out: Path) -> tuple[float, float]:
    """The weights of words that do best on dev: beside the picture they describe, by R@10, and to change it, by variant R@10."""
    asked = changes(dev.rows, gallery.labels, recipe.seed)
    mine, described, typed = seen[[change.query for change in asked]], _read(model, dev.words), _read(model, _typed(asked, out))

    def found(weight: float) -> float:
        return match_figures(_asked(seen, described, weight), shop, dev.rows, gallery.kinds)["R@10"].mean()

    def changed(weight: float) -> float:
        return change_figures(top(_asked(mine, typed, weight), shop), asked, dev.rows, gallery.labels)[CHANGED[1]].mean()

    return max(recipe.sweep, key=found), max(recipe.sweep, key=changed)


def _tables(measured: Mapping[str, Measured], recipe: VisualRecipe, gallery: Gallery, learnt: int, seconds: float) -> list[Table]:
    names = [system.name for system in recipe.systems]
    rows = [_row(name, one.matches, COLUMNS) for name, one in measured.items()]
    rows += [_row(f"{name}, picture and words (weight {one.weights[0]:g})", one.with_words, COLUMNS)
             for name, one in measured.items() if one.with_words]
    rows += [_row(f"{later} - {earlier}", _less(measured[later].matches, measured[earlier].matches), COLUMNS)
             for earlier, later in zip(names, names[1:], strict=False)]
    with_words = [name for name in names if measured[name].with_words]
    rows += [_row(f"{later} - {earlier}, picture and words", _less(measured[later].with_words, measured[earlier].with_words),
                  COLUMNS) for earlier, later in zip(with_words, with_words[1:], strict=False)]
    changed = [_row(f"{name}, {how}" + (f" (weight {one.weights[1]:g})" if how == "picture and text" else ""), values, CHANGED)
               for name, one in measured.items() for how, values in one.changed.items()]
    changed += [_row(f"{name}, picture and text - text", _less(one.changed["picture and text"], one.changed["text"]), CHANGED)
                for name, one in measured.items() if "text" in one.changed]
    notes = _notes(measured, recipe, gallery, learnt)
    return [Table("visual_search", "street to shop", COLUMNS, tuple(rows), COMMAND, seconds, machine(), notes),
            Table("visual_search_multimodal", "a picture and words that change it", CHANGED, tuple(changed), COMMAND, seconds,
                  machine(), CHANGE_NOTES)]


def _row(name: str, values: Mapping[str, np.ndarray], columns: Sequence[str]) -> Row:
    return Row(name, ours={column: figure(values[column]) for column in columns})


def _less(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {column: one[column].astype(float) - other[column].astype(float) for column in one}


def _notes(measured: Mapping[str, Measured], recipe: VisualRecipe, gallery: Gallery, learnt: int) -> tuple[str, ...]:
    first, second = (measured[recipe.systems[place].name].matches["category@1"] for place in (0, 1))
    return (
        f"Queries: a snapshot of each product of the families that nothing was trained on; they search all "
        f"{len(gallery.labels):,} products. Trained on {learnt:,} products of other families, {recipe.views} snapshot(s) each, "
        f"{recipe.steps} steps of {recipe.batch_size}. category: the source's articleType.",
        "All systems begin with the shipped encoder's weights, which image-text alignment on the training families has made: the "
        f"image-only baseline is aligned too, at the start. Frozen: the trunk up to and with {recipe.stage}, the text tower. "
        "Trained: what comes after, a head that weighs the places and, where text is read, an adapter over the text vectors.",
        "Snapshots are made from the shop's own photographs (snapshots.png): they show the same side of a product as the gallery "
        "does, lit, turned, bent and cut otherwise; a real second photograph would show another.",
        f"Images alone take a product of another kind first for {1 - first.mean():.1%} of the queries; of these "
        f"{recipe.systems[1].name} puts {(second & ~first).sum():,} right, and gets {(first & ~second).sum():,} others wrong "
        "(false_positives.png).",
        "A row with a minus is the paired difference. The paper's figures are relative click-through rates of live traffic "
        "(3-tower +4.95 %, 4-tower +1.13 % more, image matching), and stand beside no recall.")


# ---- pictures -----------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class _Album:
    """What the pictures of the results are taken from."""

    gallery: Gallery
    street: Street
    rows: np.ndarray    # of the queries

    def asked(self, query: int) -> list[np.ndarray]:
        """The snapshot and its product."""
        row = int(self.rows[query])
        return [self.street.picture(row), np.asarray(self.gallery.products.pixels[row])]

    def found(self, rows: Sequence[int], right: Sequence[bool]) -> list[np.ndarray]:
        """Results with a green or a red edge."""
        return [_framed(self.gallery.products.pixels[row], good) for row, good in zip(rows, right, strict=True)]

    def kind(self, query: int) -> str:
        return self.gallery.labels[self.rows[query]].kind


def _framed(picture: np.ndarray, right: bool) -> np.ndarray:
    framed = np.array(picture)
    for edge in (framed[:3], framed[-3:], framed[:, :3], framed[:, -3:]):
        edge[:] = (30, 160, 60) if right else (210, 30, 30)
    return framed


def _draw(measured: Mapping[str, Measured], gallery: Gallery, test: Queries, street: Street, recipe: VisualRecipe,
          out: Path) -> None:
    album, names = _Album(gallery, street, test.rows), [system.name for system in recipe.systems]
    pairs = [album.asked(query) for query in np.random.default_rng(recipe.seed).permutation(len(test.rows))[:32]]
    draw_rows([PictureRow("snapshot, product; four times", sum(pairs[start:start + 4], []))
               for start in range(0, len(pairs), 4)], out / "snapshots.png")
    plot_recall({name: one.matches["rank"] for name, one in measured.items()}, out / "recall.png")
    false = _false_positives(measured, names[:2], album)
    changed = _changed(measured[names[-1]], names[-1], changes(test.rows, gallery.labels, recipe.seed), album)
    for rows, name in ((false, "false_positives.png"), (changed, "changes.png")):
        if rows:
            draw_rows(rows, out / name)


def _false_positives(measured: Mapping[str, Measured], names: Sequence[str], album: _Album) -> list[PictureRow]:
    """Queries for which the first system's best is of another kind, and the second's is not: the best four of each."""
    first, second = (measured[name] for name in names)
    put_right = np.flatnonzero(~first.matches["category@1"] & second.matches["category@1"])[:SHOWN]
    best = [top(one.pictures[put_right], one.gallery, 4) for one in (first, second)] if len(put_right) else []
    return [PictureRow(f"{album.kind(query)}: snapshot, product | {names[0]} | {names[1]} (green: of the kind)",
                       album.asked(query) + [picture for found in best for picture in album.found(
                           found[place], album.gallery.kinds[found[place]] == album.kind(query))])
            for place, query in enumerate(put_right)]


def _changed(one: Measured, name: str, asked: Sequence[Change], album: _Album) -> list[PictureRow]:
    """The best four of the picture alone, of the words alone, and of both."""
    def fits(row: int, change: Change) -> bool:
        label = album.gallery.labels[row]
        return (label.kind, label.colour) == (album.kind(change.query), change.colour)

    return [PictureRow(f"\"{change.text}\": snapshot, product | picture | text | both, {name} (green: kind and colour)",
                       album.asked(change.query) + [picture for found in one.first[change.query] for picture in album.found(
                           found, [fits(row, change) for row in found])])
            for change in asked[::max(1, len(asked) // SHOWN)][:SHOWN]]


# ---- time ---------------------------------------------------------------------------------------------------------------
