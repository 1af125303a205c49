"""The general English model in pocketsphinx's wheel: for what is said outside the talk of the shop."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from models.speech.decoder import Hypothesis, decode, memory_to_the_system, model_path, new_decoder
from models.speech.lexicon import pronouncing_dictionary

__all__ = ["GeneralModel"]

IDLE_S = 60.0
WORDS = 12_000  # the likeliest of the dictionary's 135,000: all of them take 2.5 times the memory and 3 times as long
_UNSAID = ("shit", "fuck", "cunt", "bitch", "whore", "nigg", "fag", "slut")  # no shop puts these into a shopper's mouth
# One pass and a narrower beam: a third of the time of the decoder's own settings.
_QUICK = {"fwdflat": False, "maxhmmpf": 6000, "beam": 1e-42, "wbeam": 1e-22, "pbeam": 1e-42}


class GeneralModel:
    """Hears everyday English, less surely than a shop's model hears the shop's talk.

    Loaded when it is needed, and put away when nobody has needed it for `idle_s` seconds: it takes half as much memory as all
    the rest that listens.
    """

    def __init__(self, *, idle_s: float = IDLE_S) -> None:
        self._decoder: Any = None
        self._lock = threading.Lock()
        self._idle_s = idle_s
        self._leaving: threading.Timer | None = None

    @property
    def loaded(self) -> bool:
        return self._decoder is not None

    def hear(self, samples: bytes) -> Hypothesis:
        """What is said in 16-bit samples at 16 kHz."""
        with self._lock:
            self._decoder = self._decoder or _loaded()
            try:
                return decode(self._decoder, "general", samples)
            finally:
                self._leave_later()

    def _leave_later(self) -> None:
        if self._leaving:
            self._leaving.cancel()
        self._leaving = threading.Timer(self._idle_s, self._leave)
        self._leaving.daemon = True
        self._leaving.start()

    def _leave(self) -> None:
        with self._lock:
            if self._leaving is threading.current_thread():  # else it has been needed since
                self._decoder = None
                memory_to_the_system()


def _loaded() -> Any:
    model_path("en-us")
    from pocketsphinx import NGramModel

    language = NGramModel.readfile(model_path("en-us/en-us.lm.bin"))
    entries = pronouncing_dictionary().entries
    chances = np.fromiter((language.prob([entry.split(" ", 1)[0].split("(")[0]]) for entry in entries()), np.int64)
    least = np.partition(chances, -WORDS)[-WORDS]
    likely = (entry for entry, chance in zip(entries(), chances, strict=True) if chance >= least)
    decoder = new_decoder((entry for entry in likely if not entry.startswith(_UNSAID)), **_QUICK)
    decoder.add_lm("general", language)
    return decoder
