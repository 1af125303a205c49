"""Which recogniser a name means."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.speech.sound import Coming, Heard, Recogniser, SpeechUnavailable, UnknownRecogniser
from models.speech.sphinx import SphinxRecogniser
from models.speech.whisper import WhisperRecogniser, cached_weights, downloaded_weights, weights_so_far

__all__ = ["Relieved", "load_recogniser"]

AUTO_SIZE = "base.en"  # the largest Whisper that answers a command in about a second on two cores
PATIENCE_S = 3600.0  # how long its weights may take to come: somebody listens meanwhile
_log = logging.getLogger(__name__)


def load_recogniser(name: str = "auto", *, phrases: Sequence[str] = ()) -> Recogniser | None:
    """The recogniser of a name: auto, whisper:SIZE, whisper:PATH, offline, or off (None).

    `phrases` are example sentences for the offline recogniser, beside the shop's own. auto is Whisper where its weights
    are cached; else it listens offline, and with Whisper once the hub has given the weights.

    Raises UnknownRecogniser or SpeechUnavailable.
    """
    kind, _, which = name.partition(":")
    if name == "off":
        return None
    if name == "offline":
        return SphinxRecogniser(phrases=phrases)
    if name == "auto":
        return _auto(phrases)
    if kind == "whisper" and which:
        return _whisper(which)
    raise UnknownRecogniser(f"there is no recogniser '{name}'; use auto, whisper:SIZE, whisper:PATH, offline or off")


def _auto(phrases: Sequence[str]) -> Recogniser:
    if cached_weights(AUTO_SIZE):
        return _whisper(AUTO_SIZE)
    return Relieved(SphinxRecogniser(phrases=phrases))


class Relieved:
    """Listens offline at once, and with Whisper from the moment its weights have come from the hub, if ever they do."""

    def __init__(self, standing_in: Recogniser) -> None:
        self._listening = standing_in
        self._fetching = True
        self._total: int | None = None
        threading.Thread(target=self._fetch, daemon=True, name="whisper-weights").start()

    @property
    def name(self) -> str:
        return self._listening.name

    @property
    def coming(self) -> Coming | None:
        """How far the weights have come; None before the hub has answered, once they are here, and when they will not come."""
        total = self._total
        if not self._fetching or total is None:
            return None
        return Coming(f"whisper {AUTO_SIZE}", min(weights_so_far(AUTO_SIZE), total), total)

    def transcribe(self, sound: np.ndarray, *, context: Sequence[str] = ()) -> Heard:
        return self._listening.transcribe(sound, context=context)

    def _fetch(self) -> None:
        try:
            folder = downloaded_weights(AUTO_SIZE, within_s=PATIENCE_S, sized=self._sized)
            self._listening = WhisperRecogniser(folder, label=AUTO_SIZE)
        except SpeechUnavailable as error:  # no network, no hub, no room: the stand-in stays
            _log.info("%s stays: %s", self.name, error)
        finally:
            self._fetching = False

    def _sized(self, total: int) -> None:
        self._total = total


def _whisper(which: str) -> Recogniser:
    """By the path of a CTranslate2 folder, or by a size that faster-whisper knows."""
    from faster_whisper import available_models

    if Path(which).is_dir():
        return WhisperRecogniser(which, label=Path(which).resolve().name)
    if which not in available_models():
        allowed = ", ".join(available_models())
        raise UnknownRecogniser(f"whisper:{which} is neither a folder nor a size; the sizes are {allowed}")
    return WhisperRecogniser(cached_weights(which) or downloaded_weights(which), label=which)
