"""Visual item selection (Wanigasekara et al., *Visual Item Selection With Voice Assistants*, WWW 2023 Companion).

From towers that can compare a picture and a text to the paper's tasks: the towers are the shipped encoder's, or made of titles
alone by `titles`, as a recipe's `start` says; `features` keeps what their trunk sees, `referring` makes 33,000 + 4,000 +
4,000 instances of the families of each split, `tasks` trains and measures. What an earlier run left in `out` is not made
again; its time is counted all the same.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from models.batches import Products
from models.captions import Label, Phrase
from models.encoder import COMPACT, LOCAL_DIR, fingerprint
from models.fusion import DualModel, FusionModel, Towers
from models.papers import tasks
from models.papers.features import DEV, RECIPE, TEST, TRAIN, feature_maps, load_dual, products_of, split_rows
from models.papers.loop import read_recipe
from models.papers.referring import SETS, Referred, referring_instances
from models.papers.tables import Figure, Row, Table, bootstrap, figure, machine
from models.papers.tasks import Material, SelectionRecipe, Task, load_selection_recipe
from models.papers.timing import spent, timed
from models.papers.titles import TitlesRecipe, pretrain, towers_of
from models.plots import PictureRow, draw_rows, plot_calibration
from models.recipe import BadRecipe, Recipe, load_recipe
from models.rerank import Head, export_head
from models.selection import MARGIN

__all__ = ["COUNTS", "instance_figures", "parsed_figures", "run"]

RECIPES = Path(__file__).resolve().parent.parent / "recipes"
COUNTS = {TRAIN: 33_000, DEV: 4_000, TEST: 4_000}
COMMAND = "python -m models.papers item_selection --data PRODUCTS.parquet"
TIMED = 300   # instances of which each is timed alone
WRONG = 40    # wrong picks that are drawn
FRAME = 3     # pixels
ZERO_SHOT = {"clip": "", "albef": "titles"}
PAPER = {family: {task: {"accuracy": accuracy} for task, accuracy in each.items()} for family, each in {
    "clip": {"": 0.7011, "task1": 0.7584, "task3": 0.7616},
    "albef": {"titles": 0.7129, "task1": 0.7960, "task2": 0.7972, "task3": 0.8842}}.items()}
NAMES = {"clip": "CLIP-like", "albef": "ALBEF-like"}
BEGINS = {
    "shipped": "\"zero-shot\" is the shipped encoder, which has learnt from the train families' titles, from phrases and from "
               "choosing among products, and from none of these utterances: no \"not\", no sets.",
    "titles": "\"zero-shot\" is an encoder from scratch that has read the titles of the train families and nothing else."}
COLUMNS = ("accuracy", "accuracy, parsed", "precision", "recall", "F1", "ms p50", "ms p95", "accuracy, dev")


Measured = dict[str, list[tuple[str, dict[str, Figure]]]]   # by family: the tasks in order, zero-shot first, and figures


@dataclass(frozen=True)
class Start:
    """Where a family begins: an open_clip local-dir, the products at its pictures' size, and the recipe of its towers."""

    folder: Path
    products: Products
    towers: Recipe


@dataclass(frozen=True)
class Bench:
    """What every model of the table is trained and measured with."""

    recipe: SelectionRecipe
    folder: Path                           # of the towers it begins with
    products: Products
    dual: nn.Module
    material: Material
    instances: dict[str, list[Referred]]   # by split, and "titles": the TRAIN products, each alone
    out: Path
    mark: str                              # of all that a trained model depends on besides its recipe


def run(source: str, out: Path, *, counts: dict[str, int] = COUNTS, recipes: Path = RECIPES) -> list[Table]:
    """The accuracies of the paper's tasks, and ours by sort of set. `recipes`: a folder of item_selection_*.toml.

    The model that does best on the dev instances is left in `out`/best, as `models.rerank` reads it, and pictures of how sure
    and how wrong it is beside. Raises `BadRecipe`, and the named errors of `catalog` for a source that cannot be read.
    """
    titles = read_recipe(recipes / "item_selection_titles.toml", TitlesRecipe)
    starts: dict[str, Start] = {}
    instances: dict[str, list[Referred]] = {}
    measured: Measured = {}
    benches = {}
    for family in NAMES:
        recipe = load_selection_recipe(recipes / f"item_selection_{family}.toml")
        if recipe.start not in STARTS:
            raise BadRecipe(f"item_selection_{family}.toml: start {recipe.start!r}; allowed: {', '.join(STARTS)}")
        if recipe.start not in starts:
            starts[recipe.start] = STARTS[recipe.start](source, out, titles)
            labels = starts[recipe.start].products.labels   # the same whatever the pictures' size
            instances = instances or _instances(labels, split_rows(labels), counts, titles.seed)
        benches[family] = _bench(starts[recipe.start], recipe, instances, out)
        measured[family] = _measure_family(family, benches[family])
    best = _best(measured, benches)
    _export(*best)
    _draw(*best[:3])
    return _tables(measured, benches, counts, seconds=spent(out, "clock"), computed=spent(out, "processors"))


def _shipped(source: str, out: Path, titles: TitlesRecipe) -> Start:
    towers = load_recipe(RECIPE)
    return Start(COMPACT, products_of(source, out / "data-shipped", towers), towers)


def _from_titles(source: str, out: Path, titles: TitlesRecipe) -> Start:
    towers = towers_of(titles)
    products = products_of(source, out / "data-titles", towers)
    with timed(out, "titles"):
        folder = pretrain(titles, products.take(split_rows(products.labels)[TRAIN]),
                          out / f"titles-{_mark(asdict(titles), len(products.labels))}")
    return Start(folder, products, towers)


STARTS: dict[str, Callable[[str, Path, TitlesRecipe], Start]] = {"shipped": _shipped, "titles": _from_titles}


def _bench(start: Start, recipe: SelectionRecipe, instances: dict[str, list[Referred]], out: Path) -> Bench:
    def maps(mirrored: bool) -> torch.Tensor:
        made = feature_maps(start.products, out / "features", model_folder=start.folder, stage=recipe.stage,
                            size=tuple(start.towers.preprocess["size"]), mirrored=mirrored, recipe=start.towers)
        return torch.from_numpy(np.array(made.maps))

    with timed(out, f"features-{recipe.start}-{recipe.stage}"):
        plain = maps(False)
        mirrored = maps(True) if recipe.mirrored else plain
    dual, tokenizer = load_dual(start.folder)
    mark = _mark(fingerprint(f"{LOCAL_DIR}{start.folder}"), len(instances[TRAIN]))
    material = Material(plain, mirrored, start.products.labels, tokenizer)
    return Bench(recipe, start.folder, start.products, dual, material, instances, out, mark)


def _instances(labels: Sequence[Label], splits: dict[str, np.ndarray], counts: dict[str, int], seed: int) -> dict:
    made = {name: referring_instances(labels, splits[name], count, seed=seed + place)
            for place, (name, count) in enumerate(counts.items())}
    alone = [Referred((row,), row, Phrase(labels[row].title.lower(), (("title", labels[row].title, labels[row].title),)), "title")
             for row in splits[TRAIN].tolist()]
    return made | {"titles": alone}


# ---- models -----------------------------------------------------------------------------------------------------------

def build(bench: Bench, dual: nn.Module | None = None) -> nn.Module:
    """An untrained model above the titles' towers, or above those of `dual`, which then learn with it."""
    torch.manual_seed(bench.recipe.seed)
    towers = Towers(dual or copy.deepcopy(bench.dual), bench.recipe.stage)
    model = FusionModel(towers, **bench.recipe.fusion) if bench.recipe.fusion else DualModel(towers)
    return model.eval()


def trained(family: str, task: Task, bench: Bench) -> nn.Module:
    """The model after this task, and after those it starts from; trained unless `out` has it."""
    model = build(bench)
    chain = _chain(task, bench.recipe)
    file = bench.out / f"{family}-{task.name}-{_mark(bench.mark, asdict(bench.recipe) | {'tasks': chain})}.safetensors"
    if not file.is_file():
        if task.start:
            model.load_state_dict(trained(family, _task(task.start, bench.recipe), bench).state_dict())
        with timed(bench.out, f"{family}-{task.name}"):
            texts = bench.instances["titles" if task.texts == "titles" else TRAIN]
            tasks.train_task(model, task, texts, bench.material, bench.recipe)
        save_file({name: value.contiguous() for name, value in model.state_dict().items()}, file)
    model.load_state_dict(load_file(file))
    return model.eval()


def _task(name: str, recipe: SelectionRecipe) -> Task:
    return next(task for task in recipe.tasks if task.name == name)


def _chain(task: Task, recipe: SelectionRecipe) -> list[dict]:
    """The task and all that it starts from, as plain dicts."""
    before = _chain(_task(task.start, recipe), recipe) if task.start else []
    return [*before, asdict(task)]


def _mark(*facts: object) -> str:
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:8]


def _best(measured: Measured, benches: dict[str, Bench]) -> tuple[str, Bench, Task, Figure]:
    """The trained model with the highest accuracy on the dev instances: its family, bench and task, and its figure on test."""
    found = {(family, name): figures for family, rows in measured.items() for name, figures in rows if name}
    family, name = max(found, key=lambda one: found[one]["accuracy, dev"].value)
    return family, benches[family], _task(name, benches[family].recipe), found[family, name]["accuracy"]


def _export(family: str, bench: Bench, task: Task, accuracy: Figure) -> None:
    """To `out`/best, as `models.rerank` reads it."""
    dual = copy.deepcopy(bench.dual)
    model = build(bench, dual)
    model.load_state_dict(trained(family, task, bench).state_dict())
    head = Head(bench.recipe.stage, bench.recipe.fusion, task.sets, accuracy.value, accuracy.ci95, accuracy.n)
    export_head(model, dual, bench.folder, bench.out / "best", head)


# ---- figures ----------------------------------------------------------------------------------------------------------

def _measure_family(family: str, bench: Bench) -> list[tuple[str, dict]]:
    """(task, figures) of every row, zero-shot first."""
    rows = [] if ZERO_SHOT[family] else [("", build(bench), False)]
    rows += [(task.name, trained(family, task, bench), task.sets) for task in bench.recipe.tasks]
    measured = []
    for name, model, choice in rows:
        with timed(bench.out, f"{family}-{name or 'zero-shot'}-measured"):
            measured.append((name, _measure(model, bench, choice=choice)))
        print(f"{family} {name or 'zero-shot'}: {measured[-1][1]['accuracy']}", file=sys.stderr, flush=True)
    return measured


def _measure(model: nn.Module, bench: Bench, *, choice: bool) -> dict[str, Figure]:
    found = {}
    for split in (DEV, TEST):
        instances = bench.instances[split]
        seen = _seen(model, bench, instances)
        odds = tasks.choose(model, instances, *seen, choice=choice)
        found[split] = instance_figures(odds, instances)
    negated = [_turned(instance) for instance in instances if instance.kind == "not"]
    found[TEST] |= parsed_figures(odds, tasks.choose(model, negated, *seen, choice=choice), instances)
    ms = tasks.latency(model, instances[:TIMED], *seen, choice=choice)
    times = {f"ms p{share}": Figure(float(np.percentile(ms, share)), len(ms)) for share in (50, 95)}
    return found[TEST] | times | {"accuracy, dev": found[DEV]["accuracy"]}


def _seen(model: nn.Module, bench: Bench, instances: Sequence[Referred]) -> tuple:
    """All that is shown in these instances, seen once: what `tasks.choose` takes after them."""
    rows = sorted({row for instance in instances for row in instance.shown})
    return tasks.look(model, bench.material, rows), {row: place for place, row in enumerate(rows)}, bench.material


def instance_figures(probabilities: Sequence[np.ndarray], instances: Sequence[Referred]) -> dict[str, Figure]:
    """accuracy: share of instances whose likeliest item is the target. precision: of the instances that would be answered
    without asking, their best item ahead by MARGIN or more, the share that is right; recall: the share of all instances that
    is so answered and right; F1 of the two. And the accuracy by sort of set."""
    right = np.array([instance.shown[int(odds.argmax())] == instance.target
                      for odds, instance in zip(probabilities, instances, strict=True)])
    ahead = np.array([np.sort(odds)[-1] - np.sort(odds)[-2] for odds in probabilities])
    sure = ahead >= MARGIN
    kinds = np.array([instance.kind for instance in instances])
    found = {"accuracy": figure(right)}
    for name, share in (("precision", _precision), ("recall", _recall), ("F1", _f1)):
        found[name] = Figure(share(right, sure), len(right), bootstrap(right, sure, statistic=share))
    return found | {kind: figure(right[kinds == kind]) for kind in (*SETS, "not")}


def _turned(instance: Referred) -> Referred:
    """"Not the black one" as the shop reads it: "the black one", which is then the last to be meant."""
    (_, colour, _), = instance.phrase.states
    return replace(instance, phrase=Phrase(f"the {colour} one", instance.phrase.states))


def parsed_figures(probabilities: Sequence[np.ndarray], turned: Sequence[np.ndarray],
                   instances: Sequence[Referred]) -> dict[str, Figure]:
    """The accuracy where "not" is read as the shop reads it, of all instances and of those: what is least like the thing
    that is not meant is picked. probabilities: of the n instances as they were said. turned: of the "not" ones, turned."""
    rest = iter(turned)
    picks = [int(next(rest).argmin()) if instance.kind == "not" else int(odds.argmax())
             for odds, instance in zip(probabilities, instances, strict=True)]
    right = np.array([instance.shown[pick] == instance.target for pick, instance in zip(picks, instances, strict=True)])
    kinds = np.array([instance.kind for instance in instances])
    return {"accuracy, parsed": figure(right), "not, parsed": figure(right[kinds == "not"])}


def _precision(right: np.ndarray, sure: np.ndarray) -> float:
    return float((right & sure).sum() / max(sure.sum(), 1))


def _recall(right: np.ndarray, sure: np.ndarray) -> float:
    return float((right & sure).mean())


def _f1(right: np.ndarray, sure: np.ndarray) -> float:
    precision, recall = _precision(right, sure), _recall(right, sure)
    return 2 * precision * recall / max(precision + recall, 1e-12)


# ---- pictures ---------------------------------------------------------------------------------------------------------

def _draw(family: str, bench: Bench, task: Task) -> None:
    """Of the best model on the test instances: `out`/calibration.png, and `out`/wrong.png, some of its wrong picks, framed
    red, beside what was meant, framed green."""
    model, instances = trained(family, task, bench), bench.instances[TEST]
    odds = tasks.choose(model, instances, *_seen(model, bench, instances), choice=task.sets)
    picks = [instance.shown[int(each.argmax())] for each, instance in zip(odds, instances, strict=True)]
    right = [pick == instance.target for pick, instance in zip(picks, instances, strict=True)]
    plot_calibration([float(each.max()) for each in odds], right, bench.out / "calibration.png")
    wrong = [(instance, pick) for instance, pick, good in zip(instances, picks, right, strict=True) if not good]
    if wrong:
        some = [wrong[at] for at in np.linspace(0, len(wrong) - 1, min(WRONG, len(wrong))).astype(int)]
        draw_rows([_picked(bench, *one) for one in some], bench.out / "wrong.png")


def _picked(bench: Bench, instance: Referred, pick: int) -> PictureRow:
    def called(row: int) -> str:
        label = bench.products.labels[row]
        return " ".join(filter(None, (label.colour, label.gender, label.kind)))

    frames = {pick: (220, 0, 0), instance.target: (0, 160, 0)}
    pictures = [_framed(bench.products.pixels[row], frames.get(row)) for row in instance.shown]
    return PictureRow(f'"{instance.phrase.text}": {called(instance.target)}; picked: {called(pick)}', pictures)


def _framed(pixels: np.ndarray, colour: tuple[int, int, int] | None) -> np.ndarray:
    framed = np.pad(pixels, ((FRAME, FRAME), (FRAME, FRAME), (0, 0)), constant_values=255)
    if colour:
        framed[:FRAME], framed[-FRAME:], framed[:, :FRAME], framed[:, -FRAME:] = colour, colour, colour, colour
    return framed


# ---- tables -----------------------------------------------------------------------------------------------------------

def _tables(measured: Measured, benches: dict[str, Bench], counts: dict[str, int], *, seconds: float,
            computed: float) -> list[Table]:
    rows = [Row(f"{NAMES[family]}, {_called(family, name)}", PAPER[family].get(name, {}), figures)
            for family, each in measured.items() for name, figures in each]
    common = {"rows": tuple(rows), "command": COMMAND, "seconds": seconds, "machine": machine()}
    notes = _notes(measured, benches, counts, computed)
    return [Table("item_selection", "which of 3 to 6 shown items is meant", COLUMNS, notes=notes, **common),
            Table("item_selection_sets", "accuracy by sort of set", (*SETS, "not", "not, parsed"), **common)]


def _called(family: str, name: str) -> str:
    return "zero-shot" if name == ZERO_SHOT[family] else f"Task {name.removeprefix('task')}"


def _notes(measured: Measured, benches: dict[str, Bench], counts: dict[str, int], computed: float) -> tuple[str, ...]:
    return (
        "Relative gains: " + "; ".join(_gain(family, each) for family, each in measured.items()) + ".",
        f"{counts[TRAIN]:,} + {counts[DEV]:,} + {counts[TEST]:,} instances for train, dev and test, of product families that "
        "only that split has. Pictures alone: no word of an item is used.",
        *(f"{NAMES[family]}: {BEGINS[bench.recipe.start]} The trunk stays as it is up to {bench.recipe.stage} and sees each "
          "picture once; what follows, the text tower and the fusion learn in the tasks." for family, bench in benches.items()),
        "ALBEF-like zero-shot: besides ITC + ITM + MLM on the titles of the train families. Momentum targets come from the "
        "batch: there is no queue. The towers' scaled dot product is added to the score of a pair, as BLIP does where it ranks.",
        "Task 2 and Task 3 start where Task 1 ended. C from 3 to 6: only real pairs are encoded; a self-attention layer without "
        "places looks at the set's pairs, absent ones masked, and the softmax leaves absent items out.",
        "Parsed: \"not the black one\" is turned to \"the black one\", and what is least like it picked, as the shop does.",
        "Precision and recall as in `models.evaluate selection`: answered when the best leads by 0.2. ms: words to choice, the "
        "pictures seen beforehand.",
        f"The steps took {computed / 60:.0f} minutes of processor time in all, besides decoding the pictures.",
    )


def _gain(family: str, rows: Sequence[tuple[str, dict]]) -> str:
    first, last = (rows[place][1]["accuracy"].value for place in (0, -1))
    before, *_, after = (each["accuracy"] for each in PAPER[family].values())
    return f"{NAMES[family]} {last / first - 1:+.1%} (paper {after / before - 1:+.1%})"


# ---- time -------------------------------------------------------------------------------------------------------------
