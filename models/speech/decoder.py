"""pocketsphinx's decoder: one made with the words it is to know, and what it makes of a clip with one of its searches."""

from __future__ import annotations

import contextlib
import ctypes
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from math import log
from pathlib import Path
from statistics import geometric_mean
from typing import Any

from models.speech.sound import SpeechUnavailable

__all__ = ["Hypothesis", "decode", "memory_to_the_system", "model_path", "new_decoder", "score"]

_PATHS_SEEN = 30  # of the lattice, best first; many say the same words at other moments
_ALTERNATIVES = 8
_LOG_BASE = log(1.0001)  # scores are logarithms to this base


@dataclass(frozen=True)
class Hypothesis:
    """What a search made of a clip. Scores are logarithms, per 10 ms frame: 0 is certainty."""

    text: str = ""
    confidence: float | None = None  # the geometric mean of the words' posterior probabilities
    alternatives: tuple[str, ...] = ()
    score: float = 0.0  # of sounds and words together
    word_score: float = 0.0  # of the words alone, by the language model


def model_path(name: str) -> str:
    """A file of the English model in pocketsphinx's wheel. Raises SpeechUnavailable where that is not installed."""
    try:
        from pocketsphinx import get_model_path
    except ImportError as error:
        raise SpeechUnavailable("the offline recogniser needs pocketsphinx; run: pip install pocketsphinx") from error
    return get_model_path(name)


def new_decoder(entries: Iterable[str] = (), **settings: object) -> Any:
    """A decoder without searches that knows the words of these dictionary entries ("red R EH D")."""
    model_path("en-us")
    import pocketsphinx

    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.dict"
        words.write_text("".join(f"{entry}\n" for entry in entries), encoding="utf-8")
        # Batch cepstral means: what one visitor's clip sounds like must not colour the next one's.
        return pocketsphinx.Decoder(lm=None, dict=str(words), cmn="batch", loglevel="FATAL", **settings)


def memory_to_the_system() -> None:
    """Hands back what was freed. The C library keeps some 20 MB of a decoder's small pieces else; others than glibc do not."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def decode(decoder: Any, search: str, samples: bytes) -> Hypothesis:
    """What the search hears in 16-bit samples at 16 kHz."""
    best = _best(decoder, search, samples)
    if not best or not best.hypstr:
        return Hypothesis()
    frames = max(1, decoder.n_frames())
    words = [segment for segment in decoder.seg() if segment.word[0] not in "<["]
    return Hypothesis(best.hypstr, min(1.0, geometric_mean(max(word.prob, 1e-6) for word in words)),
                      _alternatives(decoder, best.hypstr), _log(best.score) / frames,
                      sum(_log(word.lscore) for word in words) / frames)


def score(decoder: Any, search: str, samples: bytes) -> float:
    """`Hypothesis.score` alone, of a search that may know no words."""
    best = _best(decoder, search, samples)
    return _log(best.score) / max(1, decoder.n_frames()) if best else 0.0


def _best(decoder: Any, search: str, samples: bytes) -> Any:
    decoder.activate_search(search)
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    return decoder.hyp()


def _log(value: float) -> float:
    return log(max(value, 1e-300)) / _LOG_BASE


def _alternatives(decoder: Any, best: str) -> tuple[str, ...]:
    """The next best sentences, each once."""
    # The library gives None for a path through its lattice that does not reach the end, as noise leaves them.
    texts = (path.hypstr for path in islice(decoder.nbest(), _PATHS_SEEN) if path)
    return tuple(text for text in dict.fromkeys(texts) if text and text != best)[:_ALTERNATIVES]
