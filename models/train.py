"""Trains a dual encoder from a recipe: python -m models.train RECIPE [--data SOURCE] [--out DIR].

Writes DIR/model, an open_clip local-dir (config, tokenizer, fp16 weights); DIR/log.csv, a row an evaluation; and
DIR/checkpoint.pt after every epoch, from which an interrupted run goes on. The same recipe runs on CPU and, in
bf16, on CUDA.
"""

from __future__ import annotations

import csv
import json
import math
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm

from models.captions import FIELDS, Label, held_out, label_of, phrase_for, title_caption
from models.command import OneLineParser
from models.encoder import import_open_clip
from models.losses import contrastive
from models.metrics import best_ranks, retrieval_figures

__all__ = ["Products", "Recipe", "augment", "load_recipe", "prepare", "train"]


class BadRecipe(ValueError):
    """The recipe cannot be read, or lacks a setting."""


class Diverged(ValueError):
    """The loss is no number any more; nothing was overwritten since the last checkpoint."""


@dataclass(frozen=True)
class Recipe:
    """A recipe's settings, as named in the TOML file."""

    data: str
    seed: int
    epochs: int
    batch_size: int
    learning_rate: float
    warmup_share: float
    weight_decay: float
    average_decay: float
    evaluate_every: int
    tokenizer: dict
    augment: dict
    loss: dict
    model: dict
    preprocess: dict

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) in pixels."""
        return tuple(self.preprocess["size"])


def load_recipe(path: str | Path) -> Recipe:
    """Reads a TOML recipe. Raises `BadRecipe` with the settings that are missing or unknown."""
    try:
        settings = tomllib.loads(Path(path).read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadRecipe(f"recipe {path}: {error}; give a .toml file such as models/recipes/compact.toml") from error
    wrong = set(settings) ^ set(Recipe.__dataclass_fields__)
    if wrong:
        raise BadRecipe(f"recipe {path}: settings missing or unknown: {', '.join(sorted(wrong))}")
    return Recipe(**settings)


# ---- data: decoded once, kept as bytes ------------------------------------------------------------------------------

@dataclass(frozen=True)
class Products:
    """Pictures (n, h, w, 3) uint8 and what is known of each; `codes` (n, fields) int64 numbers the labels' values."""

    pixels: np.ndarray
    labels: list[Label]
    codes: np.ndarray

    def take(self, rows: np.ndarray) -> Products:
        return Products(self.pixels[rows], [self.labels[row] for row in rows], self.codes[rows])


def prepare(source: str, folder: Path, recipe: Recipe) -> Products:
    """Decodes SOURCE's pictures into `folder` unless an earlier run did, and reads them back as an array on disk."""
    labels_file, pixels_file = folder / "labels.jsonl", folder / "pixels.npy"
    if not labels_file.is_file():  # written last: its presence says that the pictures are whole
        folder.mkdir(parents=True, exist_ok=True)
        _decode(source, pixels_file, labels_file, recipe)
    labels = [Label(**json.loads(line)) for line in labels_file.read_text().splitlines()]
    return Products(np.load(pixels_file, mmap_mode="r"), labels, _number_values(labels))


def _decode(source: str, pixels_file: Path, labels_file: Path, recipe: Recipe) -> None:
    import io

    from PIL import Image

    from catalog.importers import Row, open_source

    resize = _resizer(recipe)
    labels, pixels = [], []
    goods = open_source(source)
    for row in tqdm(goods.rows, total=goods.total, desc="decoding", unit=" pictures", file=sys.stderr):
        if isinstance(row, Row):  # the others are reports of rows that cannot be used
            labels.append(label_of(row.item.title, row.item.category, row.item.attributes))
            pixels.append(resize(Image.open(io.BytesIO(row.views[0].picture))))
    np.save(pixels_file, np.stack(pixels))
    labels_file.write_text("".join(json.dumps(asdict(label)) + "\n" for label in labels))


def _resizer(recipe: Recipe):
    """The encoder's own preprocessing up to the array, so that training and use see the same pixels."""
    import_open_clip()
    from open_clip.transform import PreprocessCfg, image_transform_v2

    from models.encoder import flatten

    steps = image_transform_v2(PreprocessCfg(**recipe.preprocess), is_train=False).transforms
    geometry = [step for step in steps if type(step).__name__ in ("ResizeKeepRatio", "CenterCropOrPad")]

    def resize(picture):
        picture = flatten(picture)
        for step in geometry:
            picture = step(picture)
        return np.asarray(picture, dtype=np.uint8)

    return resize


def _number_values(labels: Sequence[Label]) -> np.ndarray:
    """(n, fields) int64: equal numbers in a column mean equal values; unknown values equal nothing."""
    codes = np.empty((len(labels), len(FIELDS)), dtype=np.int64)
    for column, field in enumerate(FIELDS):
        seen: dict[str, int] = {}
        for row, label in enumerate(labels):
            value = getattr(label, field).lower()
            codes[row, column] = seen.setdefault(value, len(seen)) if value else -2 - row
    return codes


def augment(pixels: np.ndarray, settings: dict, rng: torch.Generator) -> torch.Tensor:
    """(n, h, w, 3) uint8 -> (n, 3, h, w) float32 in [0, 1], each flipped, zoomed, shifted and lit at random.

    What comes in from outside the frame is white, as around products in shop pictures. Colours keep their hue.
    """
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    n = len(images)

    def uniform(low: float, high: float) -> torch.Tensor:
        return torch.rand(n, generator=rng) * (high - low) + low

    zoom = uniform(*settings["zoom"])
    mirror = 1 - 2 * (torch.rand(n, generator=rng) < settings["flip"]).float()
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 1, 1] = mirror / zoom, 1 / zoom
    theta[:, :, 2] = torch.stack([uniform(-2 * settings["shift"], 2 * settings["shift"]) for _ in range(2)], 1)
    grid = F.affine_grid(theta, list(images.shape), align_corners=False)
    images = 1 - F.grid_sample(1 - images, grid, padding_mode="zeros", align_corners=False)
    light = 1 + uniform(-settings["brightness"], settings["brightness"])
    contrast = 1 + uniform(-settings["contrast"], settings["contrast"])
    return (((images - 0.5) * contrast[:, None, None, None] + 0.5) * light[:, None, None, None]).clamp(0, 1)


# ---- captions -------------------------------------------------------------------------------------------------------

def captions_of(labels: Sequence[Label], rng: random.Random) -> tuple[list[str], list[str], torch.Tensor]:
    """Titles, phrases, and (n, fields) bool: what each phrase states."""
    phrases = [phrase_for(label, rng) for label in labels]
    states = torch.tensor([[field in phrase.states for field in FIELDS] for phrase in phrases])
    return [title_caption(label.title, rng) for label in labels], [phrase.text for phrase in phrases], states


def agreement(codes: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
    """(n, m) bool: does product i agree with caption j on every field that j states?

    codes: (n, fields). states: (m, fields) bool. Caption j is written for product j; fewer captions than products are
    the first ones'.
    """
    same = codes[:, None, :] == codes[None, :len(states), :]  # (n, m, fields)
    return (same | ~states[None, :, :]).all(-1)


def learn_tokenizer(labels: Sequence[Label], recipe: Recipe, folder: Path) -> None:
    """Byte-level BPE over the captions, saved where open_clip's HFTokenizer looks for it."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

    rng = random.Random(recipe.seed)
    text_cfg = recipe.model["text_cfg"]
    pad, end = "<pad>", "<end>"  # ids 0 and 1, as the recipe's pad_id and eos_id
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=recipe.tokenizer["vocab_size"], special_tokens=[pad, end], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    texts = [text for label in labels for text in (label.title, phrase_for(label, rng).text)]
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single=f"$A {end}", special_tokens=[(end, 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "PreTrainedTokenizerFast", "pad_token": pad, "eos_token": end,
        "model_max_length": text_cfg["context_length"], "padding_side": "right"}, indent=1) + "\n")


# ---- the loop -------------------------------------------------------------------------------------------------------

def train(recipe: Recipe, source: str, out: Path) -> dict:
    """Runs the recipe to its end, or goes on where `out`/checkpoint.pt stopped; the last epoch's figures, {} when none was
    left to run."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(recipe.seed)
    everything = prepare(source, out / "data", recipe)
    unseen = np.array([held_out(label.title) for label in everything.labels])
    seen, validation = everything.take(np.flatnonzero(~unseen)), everything.take(np.flatnonzero(unseen))
    model_folder = out / "model"
    write_config(recipe, model_folder, seen.labels)
    model, tokenizer = build(model_folder, device)
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=moving_average(recipe.average_decay), use_buffers=True)
    steps = len(seen.labels) // recipe.batch_size * recipe.epochs
    optimizer = torch.optim.AdamW(parameter_groups(model, recipe.weight_decay), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: one_cycle(step, steps, recipe.warmup_share))
    parts = {"model": model, "average": average, "optimizer": optimizer, "schedule": schedule}
    start = resume(out / "checkpoint.pt", parts)
    figures: dict = {}
    for epoch in range(start, recipe.epochs):
        began = time.perf_counter()
        loss = run_epoch(epoch, seen, recipe, tokenizer, device=device, **parts)
        figures = {"epoch": epoch + 1, "loss": round(loss, 4), "seconds": round(time.perf_counter() - began, 1)}
        if (epoch + 1) % recipe.evaluate_every == 0 or epoch + 1 == recipe.epochs:
            figures |= validate(average.module, tokenizer, validation, recipe, device)
            save_weights(average.module, model_folder)
        log(out / "log.csv", figures)
        save_checkpoint(out / "checkpoint.pt", parts, epoch + 1)
    return figures


def run_epoch(epoch: int, seen: Products, recipe: Recipe, tokenizer, *, model, average, optimizer, schedule,
              device: str) -> float:
    """One pass over the training products; the mean loss."""
    model.train()
    losses = []
    for rows in tqdm(list(batches(len(seen.labels), recipe, epoch)), desc=f"epoch {epoch + 1}", file=sys.stderr):
        rng = random.Random(f"{recipe.seed}:{epoch}:{rows[0]}")
        noise = torch.Generator().manual_seed(rng.getrandbits(32))
        images = normalise(augment(seen.pixels[rows], recipe.augment, noise), recipe).to(device)
        titles, phrases, states = captions_of([seen.labels[row] for row in rows], rng)
        codes = torch.from_numpy(seen.codes[rows])
        with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
            pictures = model.encode_image(images, normalize=True)  # (n, d)
            texts = encode_texts(model, tokenizer(titles + phrases).to(device))  # (2n, d)
        pictures, texts, n = pictures.float(), texts.float(), len(rows)
        scale = model.logit_scale.exp()
        itself = torch.ones(n, 1, dtype=torch.bool)  # is all that a title states
        by_title = contrastive(pictures, texts[:n], scale, agreement(codes[:, :1], itself).to(device))
        by_phrase = contrastive(pictures, texts[n:], scale, agreement(codes, states).to(device))
        loss = recipe.loss["title"] * by_title + (1 - recipe.loss["title"]) * by_phrase
        if not torch.isfinite(loss):
            raise Diverged(f"the loss became {loss.item()} in epoch {epoch + 1}; go on from an earlier checkpoint, "
                           "or lower learning_rate")
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


def batches(count: int, recipe: Recipe, epoch: int) -> Iterator[np.ndarray]:
    """Row numbers of each batch, shuffled by (seed, epoch); the incomplete last batch is left out."""
    order = np.random.default_rng([recipe.seed, epoch]).permutation(count)
    for start in range(0, count - recipe.batch_size + 1, recipe.batch_size):
        yield np.sort(order[start:start + recipe.batch_size])


def one_cycle(step: int, steps: int, warmup_share: float) -> float:
    """Share of the peak learning rate: up in a line, down in a cosine."""
    warmup = max(1, int(steps * warmup_share))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


def parameter_groups(model: torch.nn.Module, weight_decay: float) -> list[dict]:
    """Weight decay on matrices only: gains, biases and the temperature keep their size."""
    matrices = [p for p in model.parameters() if p.ndim >= 2]
    return [{"params": matrices, "weight_decay": weight_decay},
            {"params": [p for p in model.parameters() if p.ndim < 2], "weight_decay": 0.0}]


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


def normalise(images: torch.Tensor, recipe: Recipe) -> torch.Tensor:
    """(n, 3, h, w) in [0, 1] -> the same, centred as the recipe's preprocessing says, channels last in memory."""
    mean, std = (torch.tensor(recipe.preprocess[name]).view(3, 1, 1) for name in ("mean", "std"))
    return ((images - mean) / std).contiguous(memory_format=torch.channels_last)


def encode_texts(model: torch.nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """(n, context) int64 padded with 0 -> (n, d) unit rows, computed only up to the longest text of the batch.

    Exact: the tower is causal and pooled at the end token, so what stands behind that token changes nothing.
    """
    tower = model.text
    length, mask = int((ids != tower.pad_id).sum(1).max()), tower.attn_mask
    tower.attn_mask = mask[:length, :length]
    try:
        return model.encode_text(ids[:, :length], normalize=True)
    finally:
        tower.attn_mask = mask


# ---- files ----------------------------------------------------------------------------------------------------------

def write_config(recipe: Recipe, folder: Path, labels: Sequence[Label]) -> None:
    """The open_clip local-dir without its weights; a run that goes on finds it there."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "open_clip_config.json").is_file():
        return
    learn_tokenizer(labels, recipe, folder)
    config = {"model_cfg": recipe.model, "preprocess_cfg": recipe.preprocess}
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=1) + "\n")


def build(folder: Path, device: str):
    """(model, tokenizer) of an open_clip local-dir, weights random where there are none."""
    open_clip = import_open_clip()
    model = open_clip.create_model(f"local-dir:{folder}", load_weights=False)
    return model.to(device).to(memory_format=torch.channels_last), open_clip.get_tokenizer(f"local-dir:{folder}")


def resume(checkpoint: Path, parts: dict) -> int:
    """Loads the parts' state, if there is one, and returns the epoch to go on with."""
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return state["epoch"]


def save_checkpoint(checkpoint: Path, parts: dict, epoch: int) -> None:
    """Whole or not at all: what is interrupted while writing leaves the last one as it was."""
    fresh = checkpoint.with_suffix(".tmp")
    torch.save({name: part.state_dict() for name, part in parts.items()} | {"epoch": epoch}, fresh)
    fresh.replace(checkpoint)


def save_weights(model: torch.nn.Module, folder: Path) -> None:
    """fp16 safetensors under the name that open_clip looks for."""
    from safetensors.torch import save_file

    state = {name: value.detach().cpu().half() if value.is_floating_point() else value.detach().cpu()
             for name, value in model.state_dict().items()}
    save_file({name: value.contiguous() for name, value in state.items()}, folder / "open_clip_model.safetensors")


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
def validate(model: torch.nn.Module, tokenizer, products: Products, recipe: Recipe, device: str) -> dict:
    """Held-out figures, pixels only: quick cousins of `models.evaluate`'s, to watch a run by."""
    model.eval()
    pictures = torch.cat([
        model.encode_image(normalise(torch.from_numpy(products.pixels[start:start + 256]).permute(0, 3, 1, 2).float()
                                     / 255, recipe).to(device), normalize=True).float().cpu()
        for start in range(0, len(products.labels), 256)])

    def encode(texts: Sequence[str]) -> torch.Tensor:
        return torch.cat([encode_texts(model, tokenizer(list(texts[start:start + 512])).to(device)).float().cpu()
                          for start in range(0, len(texts), 512)])

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
    """Share of phrases that pick the one product of 3 to 6 that fits them."""
    rng = random.Random(0)
    codes = torch.from_numpy(products.codes)
    shown, phrases = [], []
    while len(shown) < count:
        rows = rng.sample(range(len(products.labels)), rng.randint(3, 6))
        phrase = phrase_for(products.labels[rows[0]], rng)
        states = torch.tensor([[field in phrase.states for field in FIELDS]])
        if agreement(codes[rows], states).sum() == 1:
            shown.append(rows)
            phrases.append(phrase.text)
    texts = encode(phrases)
    # the target is the first row of each; a tie counts against it
    scores = [pictures[rows] @ text for rows, text in zip(shown, texts, strict=True)]
    return float(np.mean([bool((own[0] > own[1:]).all()) for own in scores]))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first line."""
    parser = OneLineParser(prog="python -m models.train", description=__doc__)
    parser.add_argument("recipe")
    parser.add_argument("--data", metavar="SOURCE", help="pictures and labels, as `catalog import` takes (the recipe's)")
    parser.add_argument("--out", default="runs/compact", metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        recipe = load_recipe(options.recipe)
        figures = train(recipe, options.data or recipe.data, Path(options.out))
    except ValueError as error:  # BadRecipe, and the catalogue's named errors
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
