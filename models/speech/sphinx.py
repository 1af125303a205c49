"""The offline recogniser: pocketsphinx with the English sounds in its wheel and a language model made for the shop."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import numpy as np

from models.speech.cleaning import without_noise
from models.speech.decoder import Hypothesis, decode, memory_to_the_system, model_path, new_decoder, score
from models.speech.general import GeneralModel
from models.speech.lexicon import pronounce, pronouncing_dictionary, spoken_words
from models.speech.ngram import LanguageModel, count_ngrams
from models.speech.phrases import shop_pairs, shop_phrases, title_phrases
from models.speech.sound import SURE, Heard, checked
from models.speech.vad import holds_speech

__all__ = ["SphinxRecogniser"]

_NOISE = 50 / 32_768  # digital silence breaks the decoder; this much noise, far below speech, heals it
_LOUD_ENOUGH = 0.03  # root mean square of a clip, 26 dB above that noise
_MOST_GAIN = 30.0
_CONTEXT_WEIGHT = 3.0  # words on screen are likelier than the shop's general talk
_PHRASE_WEIGHT = 2.0  # an example sentence of the caller's, beside the dozens each template of the shop's own gives
_PAIR_WEIGHT = 0.5  # of a colour and a kind that no example sentence brings together
_PHONES = "phones"  # the search of a loop of phones, which fits anything that is spoken
_LIKELY_WORDS = -8.0  # language model's score of words from which no sentence is doubted; below it, the phones are asked
_WORSE_THAN_PHONES = -4.0  # score against that of the phones: correct sentences lie above -3, foreign ones below -4.7
_CLEAR = 0.03  # the share of a clip's power that is noise, about 15 dB below it
_MEMORY_AGAIN = 0.98  # of the cleaning when an unsure clip is listened to once more: it mishears other words
_MODELS_KEPT = 4  # language models kept for screens shown lately; one is about 2 MB
_PHRASES_USED = 1000  # of the context, which takes half a second to build; a screen has a dozen


class SphinxRecogniser:
    """Hears shop commands and the words on screen, with no network; other talk goes to the general model.

    `phrases` are example sentences beyond the shop's own (`phrases.py`).
    """

    name = "offline (pocketsphinx)"

    def __init__(self, *, phrases: Sequence[str] = ()) -> None:
        self._dictionary = pronouncing_dictionary()
        # No word yet: each language model's cost grows with the decoder's words, 0.3 s with all 135,000 of the dictionary,
        # 0.02 s with the shop's.
        self._decoder = new_decoder()
        self._decoder.add_allphone_file(_PHONES, model_path("en-us/en-us-phone.lm.bin"))
        self._elsewhere = GeneralModel()
        self._known: set[str] = set()
        self._lock = threading.Lock()  # the decoder holds one utterance and one active model at a time
        self._models: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self.screens_made = 0
        counts = count_ngrams(map(self._sayable, shop_phrases()))
        counts += count_ngrams(map(self._sayable, phrases), _PHRASE_WEIGHT)
        pairs = (self._sayable(" ".join(pair)) for pair in shop_pairs())
        counts.update({pair: _PAIR_WEIGHT for pair in pairs if len(pair) == 2})
        self._general = LanguageModel(counts)
        memory_to_the_system()

    def transcribe(self, sound: np.ndarray, *, context: Sequence[str] = ()) -> Heard:
        """Hear (n,) float32 mono 16 kHz; a screen seen for the first time costs the making of its language model."""
        sound = checked(sound)
        if not holds_speech(sound):
            return Heard("", None, self.name)
        clean = without_noise(sound)
        samples = _pcm(clean)
        with self._lock:
            search = self._model_for(context)
            heard = decode(self._decoder, search, samples)
            foreign = _is_clear(sound, clean) and self._is_foreign(heard, samples)
            if not foreign and (heard.confidence or 0.0) < SURE:
                heard = _surer(heard, decode(self._decoder, search, _pcm(without_noise(sound, memory=_MEMORY_AGAIN))))
        if foreign:
            general = self._elsewhere.hear(samples)
            heard = general if general.text and general.score > heard.score else heard
        return Heard(heard.text, heard.confidence, self.name, heard.alternatives)

    def _is_foreign(self, heard: Hypothesis, samples: bytes) -> bool:
        """Whether the shop's words fit the sounds so badly that something else was said: much worse than mere phones do."""
        if not heard.text or heard.word_score > _LIKELY_WORDS:
            return False
        return heard.score - score(self._decoder, _PHONES, samples) < _WORSE_THAN_PHONES

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
        self.screens_made += 1
        name = f"screen-{self.screens_made}"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "shop.arpa"
            file.write_text(self._general.arpa(count_ngrams(ways, _CONTEXT_WEIGHT)), encoding="utf-8")
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


def _is_clear(sound: np.ndarray, clean: np.ndarray) -> bool:
    """Whether there was little noise to take out: in noise no words fit the sounds, whoever says them."""
    return float(np.sum((sound - clean) ** 2)) < _CLEAR * float(np.sum(sound**2))


def _surer(one: Hypothesis, other: Hypothesis) -> Hypothesis:
    """Of two listenings to the same clip the surer, the other's words among its alternatives."""
    best, second = sorted((one, other), key=lambda heard: -(heard.confidence or 0.0))
    texts = [second.text, *(text for pair in zip_longest(best.alternatives, second.alternatives) for text in pair)]
    return replace(best, alternatives=tuple(text for text in dict.fromkeys(texts) if text and text != best.text))


def _pcm(sound: np.ndarray) -> bytes:
    """16-bit samples over a little noise, the same noise every time so that the same clip is heard the same.

    Speech too quiet to stand clear of that noise is raised first, by a bounded factor.
    """
    loudness = float(np.sqrt(np.mean(np.square(sound)))) + 1e-9
    gain = float(np.clip(_LOUD_ENOUGH / loudness, 1.0, _MOST_GAIN))
    noise = np.random.default_rng(0).normal(0.0, _NOISE, sound.size)
    return (np.clip(gain * sound + noise, -1.0, 1.0) * 32_767).astype(np.int16).tobytes()
