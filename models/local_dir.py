"""The open_clip `local-dir` that training writes: configuration, tokenizer and fp16 weights."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from models.captions import Label, phrase_for
from models.encoder import import_open_clip
from models.recipe import BadRecipe, Recipe

__all__ = ["build", "load_weights", "save_weights", "write_config"]

TOKENIZER = ("tokenizer.json", "tokenizer_config.json")


def write_config(recipe: Recipe, folder: Path, labels: Sequence[Label], *, start: Path | None = None) -> None:
    """The open_clip local-dir without its weights; a run that goes on finds it there. Its tokenizer is that of the local-dir
    `start`, whose text tower knows no other pieces, or else learnt from the labels."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "open_clip_config.json").is_file():
        return
    if start:
        for name in TOKENIZER:
            shutil.copy(start / name, folder)
    else:
        learn_tokenizer(labels, recipe, folder)
    config = {"model_cfg": recipe.model, "preprocess_cfg": recipe.preprocess}
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=1) + "\n")


def build(folder: Path, device: str):
    """(model, tokenizer) of an open_clip local-dir, weights random where there are none."""
    open_clip = import_open_clip()
    model = open_clip.create_model(f"local-dir:{folder}", load_weights=False)
    return model.to(device).to(memory_format=torch.channels_last), open_clip.get_tokenizer(f"local-dir:{folder}")


def load_weights(model: torch.nn.Module, folder: Path) -> None:
    """Begins with another local-dir's weights. A model that pools by mean and maximum ("catavgmax") takes those of one that
    pools by the mean: the maxima begin with no say.

    Raises `BadRecipe` where they do not fit.
    """
    from safetensors.torch import load_file

    state = {name: value.float() for name, value in load_file(folder / "open_clip_model.safetensors").items()}
    wanted, means = model.state_dict(), state.get("visual.head.proj.weight")
    if means is not None and "visual.trunk.head.fc.weight" in wanted:
        del state["visual.head.proj.weight"]
        state["visual.trunk.head.fc.weight"] = torch.cat([means, torch.zeros_like(means)], dim=1)
        state["visual.trunk.head.fc.bias"] = torch.zeros(len(means))
    try:
        model.load_state_dict(state)
    except RuntimeError as error:
        raise BadRecipe(f"--start {folder}: {' '.join(str(error).split())[:300]}; give a model of the recipe's shape") from error


def save_weights(model: torch.nn.Module, folder: Path) -> None:
    """fp16 safetensors under the name that open_clip looks for."""
    from safetensors.torch import save_file

    state = {name: value.detach().cpu().half() if value.is_floating_point() else value.detach().cpu()
             for name, value in model.state_dict().items()}
    save_file({name: value.contiguous() for name, value in state.items()}, folder / "open_clip_model.safetensors")


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
    pieces, settings = (folder / name for name in TOKENIZER)
    tokenizer.save(str(pieces))
    settings.write_text(json.dumps({
        "tokenizer_class": "PreTrainedTokenizerFast", "pad_token": pad, "eos_token": end,
        "model_max_length": text_cfg["context_length"], "padding_side": "right"}, indent=1) + "\n")
