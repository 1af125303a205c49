"""Whisper through faster-whisper: open speech, where its weights are at hand."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from models.speech.sound import SAMPLE_RATE, Heard, SpeechUnavailable, checked

__all__ = ["WhisperRecogniser", "cached_weights", "downloaded_weights", "weights_so_far"]

HUB_ANSWER_S = 3.0  # how long the hub may take to answer before it counts as out of reach
DOWNLOAD_S = 300.0  # how long fetching the weights may take (base.en is 145 MB)
_PARTS = ("model.bin", "config.json", "tokenizer.json")  # and a vocabulary.json or vocabulary.txt
_FETCHED = (*_PARTS, "preprocessor_config.json")  # and that: what faster-whisper asks the hub for
_HOT_CHARACTERS = 400  # about 100 of the 223 tokens the model reads before each window
_NEW_TOKENS = 100  # far more than a minute-long command needs; stops endless repetition
_LISTED = 4  # words of two hot phrases from which their meeting is no chance: "red blue" may be said of stripes
_COMMANDS = ("add it to my cart", "compare", "the cheapest", "like this but in")  # hot words beside those of the screen
_REPEATED = re.compile(r"\b(\w[\w' -]*?)(?: \1){3}\b")  # a word or a phrase four times in a row
_log = logging.getLogger(__name__)
T = TypeVar("T")


class WhisperRecogniser:
    """A CTranslate2 Whisper model in `folder`: float16 on a CUDA device, int8 on the CPU. Safe from several threads.

    `label` names it to people ("base.en"). `window_s`: the encoder is given so much of the 30 s to which every clip is padded;
    a shorter window is quicker and not what Whisper was trained on, see models/RESULTS.md; what is said after it is lost.
    Raises SpeechUnavailable when the folder lacks a part or cannot be loaded.
    """

    def __init__(self, folder: str | os.PathLike[str], *, label: str, window_s: float = 30.0) -> None:
        self.name = f"whisper {label}"
        self._model = _loaded(_complete(Path(folder)), window_s)

    def transcribe(self, sound: np.ndarray, *, context: Sequence[str] = ()) -> Heard:
        """Hear (n,) float32 mono 16 kHz, up to 60 s; `context` is given as hot words."""
        # The guards are against what Whisper does with silence and noise: it makes up sentences, repeats itself, or reads
        # its hot words aloud.
        hot = _hot_words([*context, *_COMMANDS])
        segments, _ = self._model.transcribe(
            checked(sound),
            language="en",
            temperature=0.0,
            vad_filter=True,
            condition_on_previous_text=False,
            without_timestamps=True,
            max_new_tokens=_NEW_TOKENS,
            hotwords=hot,
        )
        kept = [segment for segment in segments if _is_speech(segment) and not _reads_out(segment.text, hot)]
        text = " ".join(segment.text.strip() for segment in kept).strip()
        return Heard(text, _confidence(kept) if text else None, self.name)


def _is_speech(segment: Any) -> bool:
    """False for what Whisper says to silence (unsure and probably no speech) and for phrases said over and over."""
    made_up = segment.no_speech_prob > 0.6 and segment.avg_logprob < -1.0
    return not made_up and segment.compression_ratio <= 2.4 and not _REPEATED.search(_plain(segment.text))


def _reads_out(text: str, hot: str) -> bool:
    """Whether the words are a stretch of the list of hot words that spans two of its entries: nobody speaks in lists."""
    said, entries = _plain(text), [_plain(entry) for entry in hot.split(",")]
    pairs = (f"{first} {second}" for first, second in pairwise(entries))
    return any(pair in said for pair in pairs if pair.count(" ") >= _LISTED - 1)


def _plain(text: str) -> str:
    """Lower case, and nothing but words and single spaces."""
    return " ".join(re.findall(r"[\w'-]+", text.lower()))


def _confidence(segments: Iterable[Any]) -> float:
    """The geometric mean probability of all tokens of all segments."""
    sizes_and_logs = [(len(segment.tokens) + 1, segment.avg_logprob) for segment in segments]
    total = sum(size for size, _ in sizes_and_logs)
    return min(1.0, exp(sum(size * log for size, log in sizes_and_logs) / total))


def _hot_words(context: Sequence[str]) -> str:
    """The context's phrases, each once, as many as fit."""
    words = ""
    for phrase in dict.fromkeys(filter(None, map(str.strip, context))):
        if len(words) + len(phrase) + 2 > _HOT_CHARACTERS:
            break
        words += f", {phrase}" if words else phrase
    return words


# --- where the weights are ------------------------------------------------------------------------------------------


def cached_weights(size: str) -> Path | None:
    """The folder of a size ("base.en") in the hub's local cache, or None when it is not all there; asks no network."""
    from faster_whisper.utils import download_model

    try:
        return _complete(Path(download_model(size, local_files_only=True)))
    except (FileNotFoundError, SpeechUnavailable):
        return None


def downloaded_weights(size: str, *, within_s: float = DOWNLOAD_S, sized: Callable[[int], None] = lambda total: None) -> Path:
    """Fetch a size's weights from the hub into its cache, once.

    within_s: how long that may take. sized: told how many bytes there are, before they are fetched; `weights_so_far` says how
    many have come. Raises SpeechUnavailable when the hub may not be asked, does not answer in HUB_ANSWER_S, or does not deliver.
    """
    from faster_whisper.utils import download_model
    from huggingface_hub import constants
    from huggingface_hub.utils import get_session

    if constants.HF_HUB_OFFLINE:
        raise _missing(size, "HF_HUB_OFFLINE forbids asking the hub")
    try:
        _within(HUB_ANSWER_S, lambda: get_session().head(constants.ENDPOINT, timeout=HUB_ANSWER_S))
        _log.warning("fetching whisper %s from the hub, once", size)
        sized(_within(HUB_ANSWER_S, lambda: _bytes_of(size)))
        return _complete(Path(_within(within_s, lambda: download_model(size))))
    except SpeechUnavailable:
        raise
    except Exception as error:  # the hub's client lets its HTTP library's own errors through, whichever that is
        raise _missing(size, f"the hub did not give it ({type(error).__name__})") from error


def weights_so_far(size: str) -> int:
    """Bytes of a size's weights that lie in the hub's local cache, those of a file still being fetched among them."""
    from huggingface_hub import constants

    blobs = Path(constants.HF_HUB_CACHE) / f"models--{_repository(size).replace('/', '--')}" / "blobs"
    total = 0
    for file in blobs.glob("*"):
        with contextlib.suppress(FileNotFoundError):  # a file that has just come whole gets another name
            total += file.stat().st_size
    return total


def _repository(size: str) -> str:
    from faster_whisper.utils import _MODELS  # the only place that knows

    return _MODELS[size]


def _bytes_of(size: str) -> int:
    """How many bytes the hub will send for a size."""
    from huggingface_hub import HfApi

    files = HfApi().model_info(_repository(size), files_metadata=True).siblings or []
    return sum(file.size or 0 for file in files if file.rfilename in _FETCHED or file.rfilename.startswith("vocabulary."))


def _missing(size: str, why: str) -> SpeechUnavailable:
    return SpeechUnavailable(
        f"whisper {size} is not in the local cache and {why}; give its folder as whisper:PATH, or use 'offline'"
    )


def _within(seconds: float, work: Callable[[], T]) -> T:
    """`work()`, or TimeoutError: looking up a name can hang longer than any socket's own limit."""
    done: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError(f"no answer within {seconds:g} s")
    return done[0]


def _complete(folder: Path) -> Path:
    """The folder, once it holds all parts: without tokenizer.json faster-whisper would quietly ask the hub for one."""
    missing = [part for part in _PARTS if not (folder / part).is_file()]
    if not any(folder.glob("vocabulary.*")):
        missing.append("vocabulary.json")
    if missing:
        raise SpeechUnavailable(
            f"the Whisper folder '{folder}' lacks {', '.join(missing)}; "
            "convert one with ct2-transformers-converter --copy_files tokenizer.json preprocessor_config.json"
        )
    return folder


# --- loading --------------------------------------------------------------------------------------------------------


def _loaded(folder: Path, window_s: float) -> Any:
    """The model on a CUDA device where one works, else on the CPU."""
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        try:
            return _warmed(folder, window_s, device="cuda", compute_type="float16")
        except RuntimeError as error:  # a device without the libraries the model needs shows itself at first use
            _log.warning("whisper goes to the CPU, for CUDA failed: %s", error)
    try:
        return _warmed(folder, window_s, device="cpu", compute_type="int8")
    except (RuntimeError, ValueError) as error:
        raise SpeechUnavailable(f"the Whisper folder '{folder}' cannot be loaded ({error}); fetch it again") from error


def _warmed(folder: Path, window_s: float, *, device: str, compute_type: str) -> Any:
    from faster_whisper import WhisperModel

    class Windowed(WhisperModel):
        def encode(self, features: np.ndarray) -> Any:  # (80, 3000), of 10 ms each
            return super().encode(features[..., :round(window_s * self.frames_per_second)])

    model = Windowed(str(folder), device=device, compute_type=compute_type)
    segments, _ = model.transcribe(np.zeros(SAMPLE_RATE, np.float32), language="en", temperature=0.0, max_new_tokens=1)
    list(segments)
    return model
