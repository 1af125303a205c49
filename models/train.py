"""Trains a dual encoder from a recipe: python -m models.train RECIPE [--data SOURCE] [--out DIR] [--start MODEL --done EPOCHS].

With --start, the first EPOCHS of the recipe are taken as done, by whoever trained MODEL: the run begins with its weights and
tokenizer. Writes DIR/model, an open_clip local-dir (config, tokenizer, fp16 weights); DIR/log.csv, a row an evaluation; and
DIR/checkpoint.pt after every epoch, from which an interrupted run goes on. The same recipe runs on CPU and, in
bf16, on CUDA.
"""

from __future__ import annotations

import copy
import csv
import json
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm

from models.batches import Captions, Products, augment, batches, captions_of, normalise, prepare, shrink
from models.captions import CLASH, FIT, OPEN, Label, held_out, label_of
from models.command import OneLineParser
from models.fusion import split_trunk
from models.heads import DetailHeads
from models.instances import make_instances
from models.local_dir import build, load_weights, save_weights, write_config
from models.losses import contrastive, naming, on_screen, taught
from models.metrics import best_ranks, retrieval_figures
from models.recipe import BadRecipe, Recipe, load_recipe
from models.teacher import Teacher, anchors_of
from models.text_length import encode_cut
from models.utterance import description_of

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["drawings", "photographs", "train"]

DRAWN_WIDTH = 128   # pixels: a little more than training looks at
ASKED_WORDS = 48    # of the teacher's, a step
STUDENT_SCALE = 20.0
FACTS = frozenset("id title description brand price currency rating category image alt".split())


class Diverged(ValueError):
    """The loss is no number any more; nothing was overwritten since the last checkpoint."""


# ---- sources ----------------------------------------------------------------------------------------------------------

def photographs(source: str) -> Iterator[tuple[Image.Image, Label]]:
    """The first view and the label of each product of SOURCE, as `catalog import` reads it."""
    import io

    from PIL import Image

    from catalog.importers import Row, open_source

    goods = open_source(source)
    for row in tqdm(goods.rows, total=goods.total, desc="decoding", unit=" pictures", file=sys.stderr):
        if isinstance(row, Row):  # the others are reports of rows that cannot be used
            label = label_of(row.item.title, row.item.category, row.item.attributes)
            yield Image.open(io.BytesIO(row.views[0].picture)), label


def drawings(count: int, seed: int) -> Iterator[tuple[Image.Image, Label]]:
    """Products of the illustrated shop, none of the shipped sample, with backgrounds, sizes, tilts and lights that vary.

    The path's upper levels are left out: another shop files the same things elsewhere.
    """
    from catalog.illustrate.products import draw
    from catalog.illustrate.studio import pictures

    products = tqdm(draw(count, seed=seed), desc="drawing", unit=" pictures", file=sys.stderr)
    for picture, facts in pictures(products, width=DRAWN_WIDTH, seed=seed):
        kind = facts["category"].split(" > ")[-1]
        details = {name: value for name, value in facts.items() if value and name not in FACTS}
        yield picture, replace(label_of(facts["title"], [kind], details), category="")


# ---- the loop -------------------------------------------------------------------------------------------------------

def train(recipe: Recipe, source: str, out: Path, *, start: Path | None = None, done: int = 0) -> dict:
    """Runs the recipe to its end, or goes on where `out`/checkpoint.pt stopped; the last epoch's figures, {} when none was
    left to run. start: an open_clip local-dir whose weights and tokenizer stand for the recipe's first `done` epochs."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(recipe.seed)
    photographed = prepare(photographs(source), out / "data", recipe)
    unseen = np.array([held_out(label.title) for label in photographed.labels])
    seen, validation = photographed.take(np.flatnonzero(~unseen)), photographed.take(np.flatnonzero(unseen))
    model_folder = out / "model"
    write_config(recipe, model_folder, seen.labels, start=start)
    model, tokenizer = build(model_folder, device)
    if start:
        load_weights(model, start)
    drawn = cache(lambda: prepare(drawings(recipe.illustrated, recipe.seed), out / "drawn", recipe))
    classified = any(stage["loss"]["detail"] for stage in recipe.stages)
    heads = DetailHeads(drawn().labels if classified else (), recipe.model["embed_dim"]).to(device)
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=moving_average(recipe.average_decay), use_buffers=True)
    groups = parameter_groups((model, heads), recipe.weight_decay)
    optimizer = torch.optim.AdamW(groups, lr=1.0)  # the schedule's are the rates
    skipped = sum(steps_of(recipe, recipe.stage(epoch), len(seen.labels)) for epoch in range(done))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: learning_rate(step, recipe, len(seen.labels), skipped))
    parts = {"model": model, "heads": heads, "average": average, "optimizer": optimizer, "schedule": schedule}
    made_by = asdict(recipe) | {"data": source, "done": done}
    first = resume(out / "checkpoint.pt", parts, made_by) or done
    teacher = cache(lambda: Teacher(recipe.teacher, anchors_of(seen.labels + drawn().labels)))
    figures: dict = {}

    @cache
    def goods(illustrated: bool) -> Products:
        return seen + drawn() if illustrated else seen

    for epoch in range(first, recipe.epochs):
        shown = goods(recipe.stage(epoch)["illustrated"])
        began = time.perf_counter()
        rows = list(batches(shown.labels, recipe, epoch, len(seen.labels)))
        taught_by = teacher() if recipe.stage(epoch)["loss"]["teacher"] else None
        loss = run_epoch(epoch, shown, rows, recipe, tokenizer, teacher=taught_by, device=device, **parts)
        figures = {"epoch": epoch + 1, "loss": round(loss, 4), "seconds": round(time.perf_counter() - began, 1)}
        if (epoch + 1) % recipe.evaluate_every == 0 or epoch + 1 == recipe.epochs:
            figures |= validate(average.module, tokenizer, validation, recipe, device, recipe.stage(epoch)["size"])
            save_weights(average.module, model_folder)
        log(out / "log.csv", figures)
        save_checkpoint(out / "checkpoint.pt", parts, {"epoch": epoch + 1, "made_by": made_by})
    return figures


def run_epoch(epoch: int, seen: Products, batched: list[np.ndarray], recipe: Recipe, tokenizer, *, model, heads, average,
              optimizer, schedule, teacher: Teacher | None, device: str) -> float:
    """One pass over the training products, a batch of rows at a time; the mean loss."""
    model.train()
    stage, losses = recipe.stage(epoch), []
    see = freeze(model, stage["frozen"])

    def read(texts: Sequence[str]) -> torch.Tensor:
        return F.normalize(encode_cut(model, tokenizer(list(texts)).to(device), parts=4), dim=-1)

    asked = stage["loss"]["naming"] + stage["loss"]["finding"] > 0
    for rows in tqdm(batched, desc=f"epoch {epoch + 1}", file=sys.stderr):
        rng = random.Random(f"{recipe.seed}:{epoch}:{rows[0]}")
        noise = torch.Generator().manual_seed(rng.getrandbits(32))
        images = normalise(augment(seen.pixels[rows], stage["size"], recipe.augment, noise), recipe).to(device)
        labels = [seen.labels[row] for row in rows]
        captions = captions_of(labels, rng, phrases=stage["phrases"], asked=asked)
        with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
            pictures = F.normalize(see(images), dim=-1)  # (n, d)
            different = list(dict.fromkeys(captions.texts))  # many say "the black one"
            places = {text: place for place, text in enumerate(different)}
            texts = read(different)[[places[text] for text in captions.texts]]  # (m, d)
        loss = loss_of(pictures.float(), texts.float(), model.logit_scale.exp(), captions, stage["loss"])
        if stage["loss"]["detail"]:
            loss = loss + stage["loss"]["detail"] * heads(pictures.float(), labels)
        if stage["loss"]["detail_words"]:
            loss = loss + stage["loss"]["detail_words"] * heads(texts[-len(captions.answered):].float(), captions.answered)
        if teacher:
            with torch.no_grad():
                anchors = read(teacher.anchors)
            words, targets = teacher.ask(ASKED_WORDS, rng)
            lesson = taught(read(words).float(), anchors.float(), STUDENT_SCALE, targets.to(device))
            loss = loss + stage["loss"]["teacher"] * lesson
        if not torch.isfinite(loss):
            raise Diverged(f"the loss became {loss.item()} in epoch {epoch + 1}; go on from an earlier checkpoint, "
                           "or lower the stage's learning_rate")
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            model.logit_scale.clamp_(0, math.log(100))
        average.update_parameters(model)
        losses.append(loss.item())
    return float(np.mean(losses))


def freeze(model: torch.nn.Module, frozen: str) -> Callable[[torch.Tensor], torch.Tensor]:
    """Stops the image tower's trunk from learning up to and with the part named, "" for none, and lets all others; the tower
    as a function.

    The frozen parts run as they do in use, with their normalisation folded into the convolutions, which takes a third of the
    time. Raises `BadRecipe` where the trunk has no such part.
    """
    visual = model.visual
    visual.requires_grad_(True).train()
    if not frozen:
        return visual
    try:
        still, back = split_trunk(model, frozen)
    except ValueError as error:
        raise BadRecipe(f"frozen = {frozen!r}: {error}") from error
    still.requires_grad_(False).eval()
    front = folded(still)

    def see(images: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            maps = front(images)
        return visual.head(visual.trunk.forward_head(back(maps)))

    return see


def folded(module: torch.nn.Module) -> torch.nn.Module:
    """A copy for use: timm's convolutions with the batch normalisation that follows them multiplied in."""
    module = copy.deepcopy(module).eval()
    for part in module.modules():
        if hasattr(part, "conv") and hasattr(part, "bn"):
            part.conv = torch.nn.utils.fuse_conv_bn_eval(part.conv, part.bn)
            part.bn = getattr(part.bn, "act", torch.nn.Identity())
    return module


def loss_of(pictures: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, captions: Captions, weights: dict) -> torch.Tensor:
    """The stage's sum of losses. pictures: (n, d), texts: unit rows in the order of `captions.texts`."""
    n, phrased = len(pictures), captions.phrases.shape[1]
    titles, phrases, named = texts.split([n, phrased, len(texts) - n - phrased])
    same = captions.same_title.to(texts.device)
    fits, answers = (torch.from_numpy(found).to(texts.device) for found in (captions.phrases, captions.answers))
    losses = {
        "title": lambda: contrastive(pictures, titles, scale, same),
        "phrase": lambda: contrastive(pictures, phrases, scale, fits == FIT, fits == OPEN),
        "on_screen": lambda: on_screen(pictures, phrases, scale, fits == FIT, fits == CLASH),
        "naming": lambda: naming(pictures, named, scale, answers == FIT, answers == CLASH, captions.questions),
        "finding": lambda: on_screen(pictures, named, scale, answers == FIT, answers == CLASH),
    }
    return sum(weight * losses[name]() for name, weight in weights.items() if weight and name in losses)


def steps_of(recipe: Recipe, stage: dict, photographed: int) -> int:
    """Steps of one epoch of the stage, where there are so many photographs."""
    return sum(recipe.shown(stage, photographed)) // recipe.batch_size


def learning_rate(step: int, recipe: Recipe, photographed: int, skipped: int = 0) -> float:
    """Up in a line over the run's first steps; down from the first to the second rate of each stage in half a cosine.

    step: counted from the run's first, before which the recipe has `skipped` others.
    """
    warm = min(1.0, (step + 1) / max(1, recipe.warmup_steps))
    step += skipped
    for stage in recipe.stages:
        steps = stage["epochs"] * steps_of(recipe, stage, photographed)
        first, last = stage["learning_rate"]
        if step < steps:
            break
        step -= steps
    share = 0.5 * (1 + math.cos(math.pi * min(1.0, step / max(1, steps))))
    return warm * (last + (first - last) * share)


def parameter_groups(modules: Sequence[torch.nn.Module], weight_decay: float) -> list[dict]:
    """Weight decay on matrices only: gains, biases and the temperature keep their size."""
    parameters = [p for module in modules for p in module.parameters()]
    matrices = [p for p in parameters if p.ndim >= 2]
    return [{"params": matrices, "weight_decay": weight_decay},
            {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0}]


def moving_average(decay: float):
    """For AveragedModel: an exponential moving average whose decay rises to `decay` as steps go by, so that the random
    weights of the beginning leave no trace."""
    def average(averaged: list[torch.Tensor], current: list[torch.Tensor], steps: torch.Tensor) -> None:
        now = min(decay, (1 + float(steps)) / (10 + float(steps)))
        for old, new in zip(averaged, current, strict=True):
            if old.is_floating_point() and not torch.isinf(new).any():
                old.lerp_(new, 1 - now)
            else:  # counters, and the causal mask, whose -inf has no average
                old.copy_(new)
    return average


# ---- files ----------------------------------------------------------------------------------------------------------

def resume(checkpoint: Path, parts: dict, made_by: dict) -> int:
    """Loads the parts' state, if there is one, and returns the epoch to go on with.

    Raises `BadRecipe` where the state was made by another recipe or from another source.
    """
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    changed = [name for name, value in made_by.items() if state["made_by"].get(name) != value]
    if changed:
        raise BadRecipe(f"{checkpoint} was made by another recipe or source: {', '.join(changed)}; give another --out, or "
                        "remove it")
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return state["epoch"]


def save_checkpoint(checkpoint: Path, parts: dict, facts: dict) -> None:
    """Whole or not at all: what is interrupted while writing leaves the last one as it was."""
    fresh = checkpoint.with_suffix(".tmp")
    torch.save({name: part.state_dict() for name, part in parts.items()} | facts, fresh)
    fresh.replace(checkpoint)


def log(path: Path, row: dict) -> None:
    """Appends a row to the CSV log, and shows it."""
    columns = ("epoch", "loss", "seconds", "selection", "title_r1", "title_r10", "colour_p1", "kind_p1")
    new = not path.is_file()
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, columns)
        if new:
            writer.writeheader()
        writer.writerow(row)
    print(json.dumps(row), file=sys.stderr, flush=True)


# ---- figures on products that training never sees ---------------------------------------------------------------------

@torch.inference_mode()
def validate(model: torch.nn.Module, tokenizer, products: Products, recipe: Recipe, device: str, size: Sequence[int]) -> dict:
    """Held-out figures, pixels only: quick cousins of `models.evaluate`'s, to watch a run by."""
    model.eval()
    pictures = torch.cat([
        model.encode_image(normalise(shrink(products.pixels[start:start + 256], size), recipe).to(device), normalize=True)
        .float().cpu() for start in range(0, len(products.labels), 256)])

    def encode(texts: Sequence[str]) -> torch.Tensor:
        vectors = [encode_cut(model, tokenizer(list(texts[start:start + 512])).to(device), parts=4)
                   for start in range(0, len(texts), 512)]
        return F.normalize(torch.cat(vectors).float().cpu(), dim=-1)

    titles = encode([label.title.lower() for label in products.labels])
    found = retrieval_figures(best_ranks(titles.numpy(), pictures.numpy(), range(len(titles))))
    result = {"title_r1": found["r1"], "title_r10": found["r10"]}
    for field in ("colour", "kind"):
        values = sorted({getattr(label, field) for label in products.labels} - {""})
        best = (encode(values) @ pictures.T).argmax(1).tolist()
        right = [getattr(products.labels[row], field) == value for row, value in zip(best, values, strict=True)]
        result[f"{field}_p1"] = float(np.mean(right))
    result["selection"] = _selection(products, pictures, encode)
    return {name: round(value, 4) for name, value in result.items()}


def _selection(products: Products, pictures: torch.Tensor, encode, count: int = 4000) -> float:
    """Share of `make_instances`' utterances that pick the one product of 3 to 6 that is meant; "not" is left out."""
    made = [(instance, text) for instance in make_instances(products.labels, count)
            if not (text := description_of(instance.utterance))[1]]
    texts = encode([description for _, (description, _) in made])
    best = [instance.shown[int((pictures[list(instance.shown)] @ text).argmax())]
            for (instance, _), text in zip(made, texts, strict=True)]
    return float(np.mean([row == instance.target for row, (instance, _) in zip(best, made, strict=True)]))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first line."""
    parser = OneLineParser(prog="python -m models.train", description=__doc__)
    parser.add_argument("recipe")
    parser.add_argument("--data", metavar="SOURCE", help="pictures and labels, as `catalog import` takes (the recipe's)")
    parser.add_argument("--out", default="runs/compact", metavar="DIR")
    parser.add_argument("--start", metavar="MODEL", help="an open_clip local-dir to begin with, such as assets/compact")
    parser.add_argument("--done", type=int, default=0, metavar="EPOCHS", help="epochs of the recipe that MODEL stands for")
    options = parser.parse_args(arguments)
    try:
        recipe = load_recipe(options.recipe)
        start = Path(options.start) if options.start else None
        figures = train(recipe, options.data or recipe.data, Path(options.out), start=start, done=options.done)
    except ValueError as error:  # BadRecipe, and the catalogue's named errors
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
