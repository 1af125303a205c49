"""Recipes: what a training run does, as a TOML file says it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["BadRecipe", "Recipe", "load_recipe"]


STAGE = {"epochs", "size", "photographed", "illustrated", "learning_rate", "phrases", "frozen", "loss"}
LOSS = {"title", "phrase", "on_screen", "naming", "finding", "detail", "detail_words", "teacher"}


class BadRecipe(ValueError):
    """The recipe cannot be read, or lacks a setting."""


@dataclass(frozen=True)
class Recipe:
    """A recipe's settings, as named in the TOML file."""

    data: str
    illustrated: int
    seed: int
    batch_size: int
    group: int
    warmup_steps: int
    weight_decay: float
    average_decay: float
    evaluate_every: int
    teacher: str        # a folder in transformers' format, or an installed package that has one; "" where no stage asks it
    tokenizer: dict
    augment: dict
    stages: list[dict]
    model: dict
    preprocess: dict

    @property
    def epochs(self) -> int:
        """Of all stages."""
        return sum(stage["epochs"] for stage in self.stages)

    def shown(self, stage: dict, photographed: int) -> tuple[int, int]:
        """Photographs, of so many, and drawings that one epoch of the stage shows."""
        return int(stage["photographed"] * photographed), self.illustrated * stage["illustrated"]

    def stage(self, epoch: int) -> dict:
        """The stage that an epoch, counted from 0, belongs to."""
        for stage in self.stages:
            if epoch < stage["epochs"]:
                return stage
            epoch -= stage["epochs"]
        return self.stages[-1]


def load_recipe(path: str | Path) -> Recipe:
    """Reads a TOML recipe. Raises `BadRecipe` with the settings that are missing or unknown."""
    try:
        settings = tomllib.loads(Path(path).read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadRecipe(f"recipe {path}: {error}; give a .toml file such as models/recipes/compact.toml") from error
    wrong = set(settings) ^ set(Recipe.__dataclass_fields__)
    for stage in settings.get("stages", ()):
        wrong |= set(stage) ^ STAGE | set(stage.get("loss", LOSS)) ^ LOSS
    if wrong:
        raise BadRecipe(f"recipe {path}: settings missing or unknown: {', '.join(sorted(wrong))}")
    return Recipe(**settings)
