"""Multimodal semantic retrieval for product search (Liu and Lopez Ramos, 2025), small.

Queries and purchases are the shopper model's (`models.papers.shopper`), about products of the families that the shipped
encoder learnt from; the queries measured are about the families that nothing here was trained on, and search all products.
CLIP is the shipped encoder, frozen. The text tower (`models.towers.GramTower`) is trained on queries and titles; every model
starts from the same text towers and trains as many steps more.
"""

from __future__ import annotations

import copy
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from models.captions import Label
from models.losses import nt_xent
from models.papers.features import TEST, TRAIN, products_of, split_rows
from models.papers.lexical import Lexicon, best, hybrid
from models.papers.relevance import EXACT, NAMES, Judge, brand_of
from models.papers.shopper import Query, Shopper, Shopping
from models.papers.tables import Figure, Row, Table, bootstrap, figure, machine
from models.papers.vectors import picture_vectors, text_vectors
from models.recipe import BadRecipe
from models.spelling import Speller
from models.towers import Bags, FourTowers, GramTower, TextTowers, ThreeTowers, bags_of
from models.words import kind_names

__all__ = ["RECIPE", "Goods", "Search", "all_words", "exclusive", "load_settings", "make_tables", "per_query", "ranked", "run",
           "seen_negatives", "train"]

RECIPE = Path(__file__).resolve().parent.parent / "recipes" / "semantic_retrieval.toml"
COMMAND = "python -m models.papers semantic_retrieval --data PRODUCTS.parquet"
SETTINGS = frozenset("seed train_queries test_queries batch_size steps learning_rate temperature seen shown depth tower "
                     "shopper".split())
PAGE = 6   # what a shopper sees first
TEXT, CONCATENATION, ALONE, JOINT, THREE = ("text-only bi-encoder", "4tMM, concatenation", "4tMM, MLP fusion alone",
                                            "4tMM, MLP fusion jointly", "3tMM, jointly")
BM25, CLIP = "BM25", "CLIP alone"
Encode = Callable[[Sequence[str]], np.ndarray]   # texts -> (n, v) unit rows, by the frozen encoder
COLUMNS = ("recall@100", *NAMES, "recall@6", "exact@6")


@dataclass(frozen=True)
class Goods:
    """Products as the towers take them: pictures (n, v) unit rows of the frozen encoder, and the bags of their texts."""

    labels: list[Label]
    pictures: np.ndarray
    bags: Bags


@dataclass(frozen=True)
class Search:
    """Queries as the towers take them: seen (n, v) are the frozen encoder's vectors of their texts."""

    queries: list[Query]
    seen: np.ndarray
    bags: Bags


def load_settings(path: Path = RECIPE) -> dict:
    """The recipe. Raises `BadRecipe` with the settings that are missing or unknown."""
    try:
        settings = tomllib.loads(path.read_text())
        wrong = set(settings) ^ SETTINGS | set(settings.get("shopper", {})) ^ set(Shopping.__dataclass_fields__)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadRecipe(f"recipe {path}: {error}; give a .toml file such as {RECIPE.name}") from error
    if wrong:
        raise BadRecipe(f"recipe {path}: settings missing or unknown: {', '.join(sorted(wrong))}")
    return settings


def all_words(label: Label) -> str:
    """What the app's full text holds of a product beside its title: its taxonomy path and its attributes."""
    return " ; ".join(filter(None, (label.category, label.sub_category, label.kind, label.colour, label.usage)))


# ---- training -----------------------------------------------------------------------------------------------------------

def seen_negatives(queries: Sequence[Query], lexicon: Lexicon, rows: np.ndarray, *, shown: int, count: int,
                   seed: int) -> np.ndarray:
    """(n, count) int64: for each query, products that matched its words and were not bought: drawn from the lexical
    search's first `shown` among `rows`, or where those are too few, from all rows."""
    rng, drawn = np.random.default_rng([seed, 3]), np.empty((len(queries), count), dtype=np.int64)
    matches = lexicon.scores([query.text for query in queries])
    for number, scores in enumerate(tqdm(matches, desc="seen and not bought", total=len(queries), file=sys.stderr)):
        page = best(scores[rows], shown)
        matched = np.setdiff1d(rows[page[scores[rows[page]] > 0]], queries[number].bought)
        if len(matched) < count:
            matched = np.setdiff1d(rows, queries[number].bought)
        drawn[number] = rng.choice(matched, count, replace=False)
    return drawn


def train(model: TextTowers, parameters: Sequence[torch.nn.Parameter], search: Search, goods: Goods, settings: Mapping, *,
          seen: np.ndarray | None = None, stage: int = 0) -> float:
    """`steps` steps of NT-Xent on one bought product a query and, with `seen` (n, k) rows, on that many not bought; the mean
    loss of the last tenth. Only `parameters` change."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for parameter in parameters:
        parameter.requires_grad_(True)
    rng, steps = np.random.default_rng([settings["seed"], stage]), settings["steps"]
    bag = [parameter for parameter in parameters if parameter is model.text.bag.weight]
    others = [parameter for parameter in parameters if parameter is not model.text.bag.weight]
    optimizers = [torch.optim.AdamW(others, lr=settings["learning_rate"], weight_decay=0.01)]
    optimizers += [torch.optim.SparseAdam(bag, lr=settings["learning_rate"])] if bag else []
    schedules = [torch.optim.lr_scheduler.OneCycleLR(optimizer, settings["learning_rate"], steps, pct_start=0.1,
                                                     cycle_momentum=False)
                 for optimizer in optimizers]
    losses = []
    for _ in tqdm(range(steps), desc=type(model).__name__, file=sys.stderr):
        rows = rng.choice(len(search.queries), min(settings["batch_size"], len(search.queries)), replace=False)
        loss = _loss(model, rows, search, goods, seen, settings["temperature"], rng)
        model.zero_grad()
        loss.backward()
        for part in (*optimizers, *schedules):
            part.step()
        losses.append(loss.item())
    return float(np.mean(losses[-max(1, steps // 10):]))


def _loss(model: TextTowers, rows: np.ndarray, search: Search, goods: Goods, seen: np.ndarray | None, temperature: float,
          rng: np.random.Generator) -> torch.Tensor:
    bought = [search.queries[row].bought for row in rows]
    chosen = np.array([products[rng.integers(len(products))] for products in bought])
    others = seen[rows].ravel() if seen is not None else np.empty(0, dtype=np.int64)
    columns = np.concatenate([chosen, others])
    most = max(map(len, bought))
    wanted = np.array([products + (-1,) * (most - len(products)) for products in bought])  # (n, most)
    ignored = (columns[None, :, None] == wanted[:, None, :]).any(2)  # (n, columns)
    np.fill_diagonal(ignored, False)
    queries = model.queries(search.bags.take(rows), torch.from_numpy(search.seen[rows]))
    products = model.products(goods.bags.take(columns), torch.from_numpy(goods.pictures[columns]))
    return nt_xent(queries, products, temperature, torch.from_numpy(ignored))


@torch.inference_mode()
def _vectors(encode: Callable, bags: Bags, beside: np.ndarray, chunk: int = 2048) -> np.ndarray:
    parts = [np.arange(start, min(start + chunk, len(bags))) for start in range(0, len(bags), chunk)]
    return np.concatenate([encode(bags.take(rows), torch.from_numpy(beside[rows])).numpy() for rows in parts])


def ranked(model: TextTowers, search: Search, goods: Goods, depth: int) -> list[np.ndarray]:
    """The `depth` best rows for each query."""
    products = _vectors(model.products, goods.bags, goods.pictures)
    return [best(products @ query, depth) for query in _vectors(model.queries, search.bags, search.seen)]


# ---- figures ------------------------------------------------------------------------------------------------------------

Ranking = list[np.ndarray]   # the best rows of each query, best first


def per_query(found: Ranking, queries: Sequence[Query], judged: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """By column, (queries,): the share of what was bought that is among the results, and of the first page's; the share of
    each label among the results, and of EXACT on the first page.

    judged: (n,) int8 labels of all products for each query.
    """
    triples = list(zip(found, queries, judged, strict=True))
    shares = np.array([np.bincount(labels[rows], minlength=4) / len(rows) for rows, _, labels in triples])
    return {"recall@100": np.array([np.isin(query.bought, rows).mean() for rows, query, _ in triples]),
            **{name: shares[:, label] for label, name in enumerate(NAMES)},
            "recall@6": np.array([np.isin(query.bought, rows[:PAGE]).mean() for rows, query, _ in triples]),
            "exact@6": np.array([(labels[rows[:PAGE]] == EXACT).mean() for rows, _, labels in triples])}


def exclusive(found: Ranking, base: Ranking, queries: Sequence[Query], judged: Sequence[np.ndarray]) -> dict[str, Figure]:
    """What a model finds that the base does not, a query. `exclusive`: how many of its results; of those, the share of each
    label; net: its exclusive exact (bought) results less the base's."""
    counts, nets, bought = [], [], []
    for own, other, query, labels in zip(found, base, queries, judged, strict=True):
        gained, lost = np.setdiff1d(own, other), np.setdiff1d(other, own)
        counts.append(np.bincount(labels[gained], minlength=4))
        nets.append(int((labels[gained] == EXACT).sum()) - int((labels[lost] == EXACT).sum()))
        bought.append(int(np.isin(gained, query.bought).sum()) - int(np.isin(lost, query.bought).sum()))
    counts = np.array(counts)
    shares = {name: _ratio(counts[:, label], counts.sum(1)) for label, name in enumerate(NAMES)}
    return {"exclusive": figure(counts.sum(1)), **shares, "net exact": figure(nets), "net bought": figure(bought)}


def _ratio(part: np.ndarray, whole: np.ndarray) -> Figure:
    """Sum over sum, with the interval over queries."""
    def ratio(parts: np.ndarray, wholes: np.ndarray) -> float:
        return float(parts.sum() / max(wholes.sum(), 1))

    return Figure(ratio(part, whole), len(part), bootstrap(part, whole, statistic=ratio))


# ---- the models ---------------------------------------------------------------------------------------------------------

def _models(learnt: Search, asked: Search, goods: Goods, settings: Mapping, seen: np.ndarray | None,
            only: Sequence[str] = (TEXT, CONCATENATION, ALONE, JOINT, THREE)) -> dict[str, Ranking]:
    """Rankings by model: text towers for one stage, then each model from there for as many steps more."""
    width, hidden, sees = settings["tower"]["width"], settings["tower"]["hidden"], goods.pictures.shape[1]
    torch.manual_seed(settings["seed"])
    first = GramTower(settings["tower"]["buckets"], width)
    train(TextTowers(first), list(first.parameters()), learnt, goods, settings, seen=seen)

    def four(text: GramTower) -> FourTowers:
        return FourTowers(copy.deepcopy(text), width, sees, hidden)

    def whole(model: TextTowers) -> TextTowers:
        train(model, list(model.parameters()), learnt, goods, settings, seen=seen, stage=1)
        return model

    def fusions_alone(model: FourTowers) -> FourTowers:
        fusions = [*model.fuse_query.parameters(), *model.fuse_product.parameters()]
        train(model, fusions, learnt, goods, settings, seen=seen, stage=1)
        return model

    @cache
    def text() -> TextTowers:
        return whole(TextTowers(copy.deepcopy(first)))

    makers = {TEXT: text, CONCATENATION: lambda: four(text().text), ALONE: lambda: fusions_alone(four(first)),
              JOINT: lambda: whole(four(first)), THREE: lambda: whole(ThreeTowers(copy.deepcopy(first), width, sees, hidden))}
    rankings = {}
    for name in only:
        torch.manual_seed(settings["seed"])   # each as if it were the only one
        rankings[name] = ranked(makers[name](), asked, goods, settings["depth"])
    return rankings


def _app(labels: Sequence[Label], asked: Search, pictures: np.ndarray, encode: Encode, titles: Lexicon, everything: Lexicon,
         depth: int) -> dict[str, Ranking]:
    """The app's own search of the same queries, misspelt words put right as it does: over titles alone, and over all words."""
    known = {word for label in labels for word in (label.category, label.sub_category, label.colour, *kind_names(label.kind))}
    speller = Speller((*known, *map(brand_of, labels)), stocked=everything.holds)
    texts = [speller(query.text) for query in asked.queries]
    cosines = encode(texts) @ pictures.T  # (queries, n)
    return {name: [hybrid(row, scores, depth) for row, scores in zip(cosines, lexicon.scores(texts), strict=True)]
            for name, lexicon in (("the app's search, titles", titles), ("the app's search, all words", everything))}


# ---- the tables ---------------------------------------------------------------------------------------------------------

def run(source: str, out: Path) -> list[Table]:
    """Four tables: in-batch negatives; seen negatives besides; what each model finds that the text-only one does not; and the
    fused models beside the app's own search. Raises the source's and the recipe's named errors."""
    settings = load_settings()
    products = products_of(source, out / "data")
    began = time.perf_counter()
    pictures = picture_vectors(products, out / "vectors")
    return make_tables(products.labels, pictures, lambda texts: text_vectors(texts, out / "vectors"), settings, began=began)


def make_tables(labels: list[Label], pictures: np.ndarray, encode: Encode, settings: Mapping, *,
                began: float | None = None) -> list[Table]:
    """The tables of `run`, from the frozen encoder's vectors: pictures (n, v), and texts through `encode`."""
    began = time.perf_counter() if began is None else began
    rows, judge, depth, buckets = split_rows(labels), Judge(labels), settings["depth"], settings["tower"]["buckets"]
    shopper = Shopper(labels, judge, Shopping(**settings["shopper"]))
    learnt, asked = (_search(shopper.queries(rows[split], settings[count], seed=seed), encode, buckets)
                     for split, count, seed in ((TRAIN, "train_queries", 1), (TEST, "test_queries", 2)))
    judged = [judge.label(query.said) for query in tqdm(asked.queries, desc="judging", file=sys.stderr)]
    titles, beside = [label.title for label in labels], [all_words(label) for label in labels]
    lexicon, goods = Lexicon(titles), Goods(labels, pictures, bags_of(titles, buckets))
    richer = Goods(labels, pictures, bags_of([" ; ".join(both) for both in zip(titles, beside, strict=True)], buckets))
    negatives = seen_negatives(learnt.queries, lexicon, rows[TRAIN], shown=settings["shown"], count=settings["seen"],
                               seed=settings["seed"])
    baselines = {BM25: [best(scores, depth) for scores in lexicon.scores([query.text for query in asked.queries])],
                 CLIP: [best(pictures @ vector, depth) for vector in asked.seen]}
    found = {"": baselines | _models(learnt, asked, goods, settings, None),
             "seen": baselines | _models(learnt, asked, goods, settings, negatives),
             "app": _app(labels, asked, pictures, encode, lexicon, Lexicon(titles, beside), depth)}
    found["all words"] = _models(learnt, asked, richer, settings, negatives, (JOINT, THREE))
    return _tables(found, asked.queries, judged, settings, began)


def _search(queries: list[Query], encode: Encode, buckets: int) -> Search:
    texts = [query.text for query in queries]
    return Search(queries, encode(texts), bags_of(texts, buckets))


def _tables(found: Mapping[str, Mapping[str, Ranking]], queries: Sequence[Query], judged: Sequence[np.ndarray], settings: Mapping,
            began: float) -> list[Table]:
    measured = {group: {name: per_query(ranking, queries, judged) for name, ranking in models.items()}
                for group, models in found.items()}
    exclusives = [Row(f"{name}, {data}", ours=exclusive(models[name], models[TEXT], queries, judged))
                  for data, models in (("in-batch", found[""]), ("seen", found["seen"])) for name in models if name != TEXT]
    app = [_row(name, one) for name, one in measured["app"].items()]
    app += [_row(f"{name}, {data}", measured[group][name]) for group, data in (("seen", "titles"), ("all words", "all words"))
            for name in (JOINT, THREE)]
    app += [_row(f"{name} - app, {data}", _less(measured[group][name], measured["app"][f"the app's search, {data}"]))
            for group, data in (("seen", "titles"), ("all words", "all words")) for name in (JOINT, THREE)]
    seconds = time.perf_counter() - began
    return [
        _table("semantic_retrieval", "in-batch negatives", COLUMNS, [_row(*one) for one in measured[""].items()], seconds,
               (*_setting(settings), *_findings(measured))),
        _table("semantic_retrieval_seen", "three seen negatives a query besides", COLUMNS,
               [_row(*one) for one in measured["seen"].items()], seconds),
        _table("semantic_retrieval_exclusive", "found beyond the text-only bi-encoder of the same data",
               ("exclusive", *NAMES, "net exact", "net bought"), exclusives, seconds,
               ("exclusive: results among the 100 that the text-only model lacks, a query; of those, the share of each label; "
                "net: exclusive exact (bought) results less those that only the text-only model has.",)),
        _table("semantic_retrieval_app", "beside the app's search", COLUMNS, app, seconds,
               ("The app's search is catalog/search.py's formula, after its spelling correction. \"all words\": the taxonomy "
                "path, colour and usage are in the products' text, for the app's BM25 as for the towers'. A row with a minus is "
                "the paired difference.",)),
    ]


def _table(name: str, title: str, columns: Sequence[str], rows: Sequence[Row], seconds: float,
           notes: Sequence[str] = ()) -> Table:
    return Table(name, title, tuple(columns), tuple(rows), COMMAND, seconds, machine(), tuple(notes))


def _row(name: str, columns: Mapping[str, np.ndarray]) -> Row:
    return Row(name, ours={column: figure(values) for column, values in columns.items()})


def _less(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {column: one[column] - other[column] for column in one}


def _setting(settings: Mapping) -> tuple[str, ...]:
    return (f"{settings['train_queries']:,} queries of simulated shoppers about products of the families in training, "
            f"{settings['test_queries']:,} about families that nothing here was trained on, which search all products; the first "
            f"{settings['depth']} are judged. Relevance goes by what was typed, purchases by what was in mind and by popularity.",
            f"Frozen: the shipped encoder (CLIP's part). Trained: text towers of letter n-grams, {settings['steps']} steps of "
            f"{settings['batch_size']} queries, then each model {settings['steps']} more from there (the text-only one too; in "
            "\"MLP fusion alone\" the towers stay). Products' text is the title.",
            "BM25 (SQLite's, of the titles) that matches fewer products than are judged fills up in the catalogue's order.",
            "The paper's figures are relative to its own closed baseline and are not set beside these; its findings are.")


def _findings(measured: Mapping[str, Mapping[str, Mapping[str, np.ndarray]]]) -> list[str]:
    """The paper's findings, each with our difference and its interval over queries, and whether it holds."""
    plain, seen = measured[""], measured["seen"]

    def check(claim: str, column: str, one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> str:
        gain = figure(one[column] - other[column])
        verdict = "holds" if gain.ci95[0] > 0 else "does not hold" if gain.ci95[1] < 0 else "cannot be told"
        return f"{claim}: {verdict} ({column} {gain.value:+.3f} [{gain.ci95[0]:+.3f}, {gain.ci95[1]:+.3f}])"

    rivals = [name for name in plain if name not in (JOINT, BM25)]
    strongest = max(rivals, key=lambda name: plain[name]["exact"].mean())
    return [
        check("CLIP alone is more precise than the text-only model", "exact", plain[CLIP], plain[TEXT]),
        check("the text-only model recalls more than CLIP alone", "recall@100", plain[TEXT], plain[CLIP]),
        check(f"joint training of 4tMM is the most precise (next: {strongest})", "exact", plain[JOINT], plain[strongest]),
        *(check(f"seen negatives raise recall ({name})", "recall@100", seen[name], plain[name])
          for name in (TEXT, ALONE, JOINT, THREE)),
    ]
