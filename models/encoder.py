"""Images and texts -> unit vectors, through open_clip.

The only module that normalises vectors: everything downstream may take rows of length 1 for granted.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["COMPACT", "Encoder", "EncoderError", "OpenClipEncoder", "TorchPairError", "UnknownEncoder",
           "import_open_clip", "load_encoder", "unit"]

COMPACT = Path(__file__).resolve().parent.parent / "assets" / "compact"
LOCAL_DIR = "local-dir:"
FEW = 4                 # items of a turn
TEXTS_AT_ONCE = 64      # texts of like length are computed together
ALLOWED = "`compact`, an open_clip `ARCH/PRETRAINED` (ViT-B-32/laion2b_s34b_b79k), `hf-hub:ORG/REPO` or `local-dir:PATH`"


class EncoderError(ValueError):
    """Something about the encoder asked for; the subclasses say what."""


class UnknownEncoder(EncoderError):
    """The name is none of the forms allowed, or nothing can be loaded from where it points."""


class TorchPairError(EncoderError):
    """torch and torchvision come from different builds, so torchvision cannot be imported."""


class Encoder(Protocol):
    """What the rest of Vitrine needs of a dual encoder; tests hand in small ones that can be checked by hand."""

    name: str
    dim: int

    def images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        """Pictures -> (n, d) float32, unit rows."""

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        """Texts -> (n, d) float32, unit rows."""


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to length 1: (..., d) any float -> (..., d) float32. A row of zeros stays zero."""
    vectors = np.asarray(vectors, dtype=np.float32)
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.maximum(length, 1e-12)


def import_open_clip():
    """open_clip, or `TorchPairError` where torch and torchvision are not a pair (one line, not a traceback)."""
    try:
        import open_clip
    except (RuntimeError, ImportError) as error:
        if "torchvision" not in str(error):
            raise
        import importlib.metadata as metadata

        raise TorchPairError(
            f"torch {metadata.version('torch')} and torchvision {metadata.version('torchvision')} are different builds "
            "(a CPU-only torch beside the package index's torchvision?); they must come as a pair: "
            "pip install --force-reinstall torch torchvision"
        ) from error
    return open_clip


class OpenClipEncoder:
    """A dual encoder held by open_clip; one instance serves all threads (inference only, one call at a time)."""

    def __init__(self, name: str, model, preprocess, tokenizer, *, device: str = "cpu"):
        self.name = name
        self.device = device
        self._model = model.to(device).eval()
        self._preprocess = preprocess
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self.dim = int(self.texts(["a"]).shape[1])  # asked of the model itself: configs do not all say it

    def images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        """Pictures of any size and mode -> (n, d) float32, unit rows."""
        import torch

        if not len(pictures):
            return np.zeros((0, self.dim), dtype=np.float32)
        batch = torch.stack([self._preprocess(flatten(picture)) for picture in pictures])
        with self._lock, torch.inference_mode(), self._threads(len(batch)):
            vectors = self._model.encode_image(batch.to(self.device))
        return unit(vectors.float().cpu().numpy())

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        """Texts -> (n, d) float32, unit rows. What is longer than the model's context is cut there."""
        import torch

        from models.text_length import encode_cut

        if not len(texts):
            return np.zeros((0, self.dim), dtype=np.float32)
        ids = self._tokenizer(list(texts)).to(self.device)
        with self._lock, torch.inference_mode(), self._threads(len(texts)):
            vectors = encode_cut(self._model, ids, parts=-(-len(texts) // TEXTS_AT_ONCE))
        return unit(vectors.float().cpu().numpy())

    @contextmanager
    def _threads(self, batch: int) -> Iterator[None]:
        """One thread for a few items on a CPU: waking the others takes longer than they save (tests/bench/bench_encoding)."""
        import torch

        threads = torch.get_num_threads()
        if self.device != "cpu" or batch > FEW or threads == 1:
            yield
            return
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)


def flatten(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white, as shop pictures are, not the black that a plain conversion leaves."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, picture).convert("RGB")
    return picture.convert("RGB")


def load_encoder(name: str = "compact", *, device: str | None = None) -> OpenClipEncoder:
    """The encoder of this name, ready to use.

    Raises `UnknownEncoder` where nothing can be loaded from the name, `TorchPairError` where torchvision is broken.
    `device` is `cuda` where there is a card unless it is given.
    """
    import torch

    open_clip = import_open_clip()
    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    model_name, pretrained = resolve(name)
    try:
        model, preprocess = open_clip.create_model_from_pretrained(model_name, pretrained=pretrained)
        tokenizer = open_clip.get_tokenizer(model_name)
    except Exception as error:  # open_clip, timm and the hub each raise their own; all mean: not to be had
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UnknownEncoder(f"encoder {name!r} cannot be loaded ({reason}); allowed: {ALLOWED}") from error
    return OpenClipEncoder(name + fingerprint(model_name), model, preprocess, tokenizer, device=device)


def resolve(name: str) -> tuple[str, str | None]:
    """A NAME of CONTRACT.md -> open_clip's (model name, pretrained tag)."""
    if name == "compact":
        return LOCAL_DIR + str(COMPACT), None
    if name.startswith(LOCAL_DIR):
        if not Path(name[len(LOCAL_DIR):]).is_dir():
            raise UnknownEncoder(f"encoder {name!r}: no such folder; allowed: {ALLOWED}")
        return name, None
    if name.startswith("hf-hub:"):
        return name, None
    arch, slash, pretrained = name.partition("/")
    if not slash or not arch or not pretrained:
        raise UnknownEncoder(f"encoder {name!r} is not known; allowed: {ALLOWED}")
    return arch, pretrained


def fingerprint(model_name: str) -> str:
    """`@` and 8 hex digits of a local model's weights: vectors made before a retraining must not pass for new ones."""
    if not model_name.startswith(LOCAL_DIR):
        return ""
    weights = Path(model_name[len(LOCAL_DIR):]) / "open_clip_model.safetensors"
    if not weights.is_file():
        return ""
    return "@" + hashlib.sha256(weights.read_bytes()).hexdigest()[:8]
