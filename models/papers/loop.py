"""The one training loop of the papers' tables, and how their recipes are read."""

from __future__ import annotations

import math
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TypeVar

import torch
from tqdm import tqdm

from models.recipe import BadRecipe
from models.train import save_checkpoint

__all__ = ["Diverged", "fit", "one_cycle", "read_recipe"]

Kind = TypeVar("Kind")
SAVE_EVERY = 25   # steps


class Diverged(ValueError):
    """The loss is no number any more."""


def read_recipe(path: Path, kind: type[Kind]) -> Kind:
    """A TOML file as a dataclass whose fields are its settings. Raises `BadRecipe` with those missing or unknown."""
    try:
        settings = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadRecipe(f"recipe {path}: {error}; give a folder of the recipes in models/recipes") from error
    wrong = set(settings) ^ {field.name for field in fields(kind)}
    if wrong:
        raise BadRecipe(f"recipe {path}: settings missing or unknown: {', '.join(sorted(wrong))}")
    return kind(**settings)


def fit(model: torch.nn.Module, batches: Iterable, losses_of: Callable[..., Mapping[str, torch.Tensor]], *, steps: int,
        weights: Mapping[str, float], learning_rate: float, warmup_share: float, weight_decay: float, name: str,
        checkpoint: Path | None = None) -> None:
    """`steps` steps of AdamW on the weighted sum of what `losses_of(batch)` gives; the model's mode is the caller's.

    learning_rate: the peak of a one-cycle schedule. weight_decay: of matrices only; gains, biases and the temperature keep
    their size. checkpoint: a file from which an interrupted run goes on, written every SAVE_EVERY steps and removed at the
    end; `batches` must be the same again. Raises `Diverged`.
    """
    learnt = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in learnt if p.ndim >= 2], "weight_decay": weight_decay},
              {"params": [p for p in learnt if p.ndim < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: one_cycle(step, steps, warmup_share))
    parts_kept = {"model": model, "optimizer": optimizer, "schedule": schedule}
    done = _resume(checkpoint, parts_kept)
    bar = tqdm(range(done, steps), desc=name, file=sys.stderr, initial=done, total=steps)
    for step, batch in zip(bar, islice(batches, done, None), strict=False):
        parts = losses_of(batch)
        loss = sum(weights[part] * value for part, value in parts.items())
        if not torch.isfinite(loss):
            raise Diverged(f"{name}: the loss became {loss.item()}; lower the recipe's learning_rate")
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        schedule.step()
        bar.set_postfix({part: f"{value.item():.3f}" for part, value in parts.items()})
        if checkpoint and (step + 1) % SAVE_EVERY == 0:
            save_checkpoint(checkpoint, parts_kept, {"step": step + 1})
    if checkpoint:
        checkpoint.unlink(missing_ok=True)


def _resume(checkpoint: Path | None, parts: Mapping) -> int:
    """Loads the parts' states, if they were saved, and returns how many steps were done."""
    if checkpoint is None or not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return state["step"]


def one_cycle(step: int, steps: int, warmup_share: float) -> float:
    """Share of the peak learning rate: up in a line, down in a cosine."""
    warmup = max(1, int(steps * warmup_share))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))
