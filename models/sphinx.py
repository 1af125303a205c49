"""The offline recogniser: pocketsphinx with the English sounds in its wheel and a language model made for the shop."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from statistics import geometric_mean
from typing import Any

import numpy as np

from models.lexicon import Dictionary, pronounce, spoken_words
from models.ngram import arpa, count_ngrams
from models.phrases import shop_pairs, shop_phrases, title_phrases
from models.sound import SAMPLE_RATE, Heard, SpeechUnavailable, checked

__all__ = ["SphinxRecogniser"]

_NOISE = 50 / 32_768  # digital silence breaks the decoder; this much noise, far below speech, heals it
_LOUD_ENOUGH = 0.03  # root mean square of a clip, 26 dB above that noise
_MOST_GAIN = 30.0
_CONTEXT_WEIGHT = 3.0  # words on screen are likelier than the shop's general talk
_PHRASE_WEIGHT = 10.0  # an example sentence of the caller's, beside the dozens each template of the shop's own gives
_PAIR_WEIGHT = 0.5  # of a colour and a kind that no example sentence brings together
_MODELS_KEPT = 8  # language models kept for screens shown lately; one is about 2 MB
_PHRASES_USED = 1000  # of the context, which takes half a second to build; a screen has a dozen


class SphinxRecogniser:
    """Hears shop commands and the words on screen, with no network. A closed world: other words are misheard.

    `phrases` are example sentences beyond the shop's own (`models/phrases.py`).
    """

    name = "offline (pocketsphinx)"

    def __init__(self, *, phrases: Sequence[str] = ()) -> None:
        self._decoder, self._dictionary = _load()
        self._known: set[str] = set()
        self._lock = threading.Lock()  # the decoder holds one utterance and one active model at a time
        self._models: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self.screens_made = 0
        self._general = count_ngrams(map(self._sayable, shop_phrases()))
        self._general += count_ngrams(map(self._sayable, phrases), _PHRASE_WEIGHT)
        pairs = (self._sayable(" ".join(pair)) for pair in shop_pairs())
        self._general.update({pair: _PAIR_WEIGHT for pair in pairs if len(pair) == 2})

    def transcribe(self, sound: np.ndarray, *, context: Sequence[str] = ()) -> Heard:
        """Hear (n,) float32 mono 16 kHz; a screen seen for the first time costs the making of its language model."""
        sound = checked(sound)
        if not _holds_speech(sound):
            return Heard("", None, self.name)
        with self._lock:
            self._decoder.activate_search(self._model_for(context))
            return self._decoded(sound)

    def _decoded(self, sound: np.ndarray) -> Heard:
        self._decoder.start_utt()
        self._decoder.process_raw(_pcm(sound), full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        text = hypothesis.hypstr if hypothesis else ""
        return Heard(text, self._confidence() if text else None, self.name)

    def _confidence(self) -> float:
        """The geometric mean of the words' posterior probabilities."""
        words = [segment for segment in self._decoder.seg() if segment.word[0] not in "<["]
        return min(1.0, geometric_mean(max(word.prob, 1e-6) for word in words))

    def _model_for(self, context: Sequence[str]) -> str:
        """The name of the language model for a screen, made unless it is one of the last few."""
        key = tuple(sorted(list(dict.fromkeys(context))[:_PHRASES_USED]))
        if key not in self._models:
            self._models[key] = self._make(key)
            if len(self._models) > _MODELS_KEPT:
                self._decoder.remove_search(self._models.popitem(last=False)[1])
        self._models.move_to_end(key)
        return self._models[key]

    def _make(self, phrases: Sequence[str]) -> str:
        ways = (way for phrase in phrases for way in title_phrases(self._sayable(phrase)))
        counts = self._general + count_ngrams(ways, _CONTEXT_WEIGHT)
        self.screens_made += 1
        name = f"screen-{self.screens_made}"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "shop.arpa"
            file.write_text(arpa(counts), encoding="utf-8")
            self._decoder.add_lm_file(name, str(file))
        return name

    def _sayable(self, phrase: str) -> tuple[str, ...]:
        """The phrase's words, each known to the decoder under a pronunciation; a word without one is left out."""
        words = (word for written in spoken_words(phrase) for word in self._parts(written))
        return tuple(word for word in words if word in self._known or self._learnt(word))

    def _parts(self, word: str) -> list[str]:
        """A hyphenated word whole where the dictionary has it, else its parts."""
        return [word] if "-" not in word or self._dictionary.phones(word) else word.split("-")

    def _learnt(self, word: str) -> bool:
        """Teach the decoder a word, by the dictionary or else by spelling rules; whether there was any way to say it."""
        ways = self._dictionary.phones(word) or [pronounce(word)]
        for number, phones in enumerate(filter(None, ways), 1):
            self._decoder.add_word(word if number == 1 else f"{word}({number})", phones, False)
            self._known.add(word)
        return word in self._known


def _load() -> tuple[Any, Dictionary]:
    """A decoder that knows no word yet, and the dictionary to teach it from.

    Each language model's cost grows with the decoder's words: 0.3 s with all 135,000 of them, 0.02 s with the shop's.
    """
    try:
        import pocketsphinx
    except ImportError as error:
        raise SpeechUnavailable("the offline recogniser needs pocketsphinx; run: pip install pocketsphinx") from error
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.dict"
        empty.write_text("", encoding="utf-8")
        # Batch cepstral means: what one visitor's clip sounds like must not colour the next one's.
        decoder = pocketsphinx.Decoder(lm=None, dict=str(empty), cmn="batch", loglevel="FATAL")
    return decoder, Dictionary(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict"))


def _holds_speech(sound: np.ndarray) -> bool:
    """Whether Silero's voice detector, which comes inside faster-whisper, finds any speech."""
    from faster_whisper.vad import get_speech_timestamps

    return bool(get_speech_timestamps(sound, sampling_rate=SAMPLE_RATE))


def _pcm(sound: np.ndarray) -> bytes:
    """16-bit samples over a little noise, the same noise every time so that the same clip is heard the same.

    Speech too quiet to stand clear of that noise is raised first, by a bounded factor.
    """
    loudness = float(np.sqrt(np.mean(np.square(sound)))) + 1e-9
    gain = float(np.clip(_LOUD_ENOUGH / loudness, 1.0, _MOST_GAIN))
    noise = np.random.default_rng(0).normal(0.0, _NOISE, sound.size)
    return (np.clip(gain * sound + noise, -1.0, 1.0) * 32_767).astype(np.int16).tobytes()
