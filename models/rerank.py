"""A trained matching head at work: an utterance and the pictures of 3 to 6 shown items -> log-odds of each.

A head is a folder: an open_clip local-dir (towers, tokenizer, preprocessing), head.safetensors (what stands above them) and
head.json (what it is made of, and what it measured). `models.release` writes it.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.encoder import LOCAL_DIR, flatten, import_open_clip

if TYPE_CHECKING:
    import torch
    from PIL import Image

    from models.fusion import Views

__all__ = ["BadHead", "Head", "Reranker", "export_head", "judge", "load_reranker"]

PARTS = ("open_clip_config.json", "tokenizer.json", "tokenizer_config.json")


class BadHead(ValueError):
    """A folder is no matching head, or cannot be read as one."""


@dataclass(frozen=True)
class Head:
    """head.json: how the model is put together, and its accuracy on held-out instances."""

    stage: str                # of the trunk, from which on the head's picture tower is its own
    fusion: dict[str, int]    # layers and heads; {} for two towers and a dot product
    choice: bool              # does it look at the shown set as a whole?
    accuracy: float
    ci95: tuple[float, float]
    n: int


def export_head(model: torch.nn.Module, dual: torch.nn.Module, towers_from: Path, folder: Path, head: Head) -> None:
    """Writes the folder. model: a `fusion.DualModel` or `FusionModel` over `dual`, the open_clip model of `towers_from`, whose
    modules it shares, so that `dual` has learnt with it."""
    from safetensors.torch import save_file

    from models.local_dir import save_weights

    folder.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        shutil.copyfile(towers_from / name, folder / name)
    save_weights(dual, folder)
    above = {name: value.half().contiguous() for name, value in model.state_dict().items() if not name.startswith("towers.")}
    save_file(above, folder / "head.safetensors")
    (folder / "head.json").write_text(json.dumps(asdict(head), indent=1) + "\n")  # last: its presence says that all is there


def judge(log_odds: Callable[[str], np.ndarray], description: str, excluded: Sequence[str] = ()) -> np.ndarray:
    """(c,) log-odds of c shown items: those of the description less those of each thing that is not meant, for a head that is
    still learning what "not" is. log_odds: what a head says of the shown items for some words, as `Reranker.log_odds`.
    Zeros where nothing is said."""
    parts = [log_odds(description)] if description else []
    parts += [-log_odds(f"the {text} one") for text in excluded]
    return sum(parts[1:], parts[0]) if parts else 0 * log_odds("the one")


class Reranker:
    """Scores shown items; one instance serves all threads, one call at a time."""

    def __init__(self, folder: Path, head: Head, before: torch.nn.Module, model: torch.nn.Module, preprocess, tokenizer):
        self.name = f"rerank:{folder.name}"
        self.head = head
        self._before, self._model = before.eval(), model.eval()
        self._preprocess, self._tokenizer = preprocess, tokenizer
        self._lock = threading.Lock()

    def see(self, pictures: Sequence[Image.Image]) -> Views:
        """What the pictures show, to be kept: places (n, p, c) and vectors (n, d)."""
        import torch

        batch = torch.stack([self._preprocess(flatten(picture)) for picture in pictures])
        with self._lock, torch.inference_mode():
            return self._model.towers.see(self._before(batch))

    def log_odds(self, utterance: str, shown: Views) -> np.ndarray:
        """(c,) float32 for c shown items, in their order, as `models.selection` adds them up: higher is likelier."""
        import torch

        ids = self._tokenizer([utterance.lower()])
        ids = ids[:, :int((ids != 0).sum())]
        with self._lock, torch.inference_mode():
            all_of_them = torch.ones(1, len(shown.vectors), dtype=torch.bool)
            return self._model.scores(self._model.towers.read(ids), shown, all_of_them, choice=self.head.choice)[0].numpy()


def load_reranker(folder: str | Path) -> Reranker:
    """The head in this folder. Raises `BadHead`, with what to do, for a folder that is none."""
    from safetensors.torch import load_file

    from models.fusion import DualModel, FusionModel, Towers, split_trunk

    folder = Path(folder)
    try:
        head = Head(**json.loads((folder / "head.json").read_text()))
        open_clip = import_open_clip()
        name = f"{LOCAL_DIR}{folder}"
        dual, preprocess = open_clip.create_model_from_pretrained(name, device="cpu")
        before, _ = split_trunk(dual.float(), head.stage)
        model = FusionModel(Towers(dual, head.stage), **head.fusion) if head.fusion else DualModel(Towers(dual, head.stage))
        above = {name: value.float() for name, value in load_file(folder / "head.safetensors").items()}
        _put(model, above)
    except (OSError, TypeError, KeyError, RuntimeError, json.JSONDecodeError) as error:
        raise BadHead(f"no matching head in {folder} ({error}); give a folder that `python -m models.release` wrote") from error
    return Reranker(folder, head, before, model, preprocess, open_clip.get_tokenizer(name))


def _put(model: torch.nn.Module, above: dict) -> None:
    missing, unexpected = model.load_state_dict(above, strict=False)
    missing = [name for name in missing if not name.startswith("towers.")]
    if missing or unexpected:
        raise RuntimeError(f"weights missing or unknown: {', '.join([*missing, *unexpected][:3])}")
