"""Written shop text -> spoken words, and a pronunciation for words the dictionary does not have."""

from __future__ import annotations

import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from models.speech.decoder import model_path

__all__ = ["Dictionary", "pronounce", "pronouncing_dictionary", "say_number", "spoken_words"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds", "₹": "rupees"}
_TOKEN = re.compile(r"[a-z]+(?:['-][a-z]+)*|[0-9]+(?:,[0-9]{3})*|[$€£₹&]")


def spoken_words(text: str) -> tuple[str, ...]:
    """Lower-case words as they would be said: "Men's T-shirt, $50" -> men's t-shirt fifty dollars.

    Article codes (letters and digits in one word) and numbers above 9999 are left out: nobody says them.
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    tokens = [token for chunk in plain.split() if not _is_code(chunk) for token in _TOKEN.findall(chunk)]
    words: list[str] = []
    currency = None
    for token in tokens:
        if token in _CURRENCIES:
            currency = _CURRENCIES[token]
        elif token[0].isdigit():
            words += [*say_number(int(token.replace(",", ""))), *([currency] if currency else [])]
            currency = None
        else:
            words.append("and" if token == "&" else token)
    return tuple(words)


def _is_code(chunk: str) -> bool:
    return bool(re.search(r"[a-z]", chunk) and re.search(r"[0-9]", chunk))


def say_number(number: int) -> tuple[str, ...]:
    """0..9999 in words, () above that: 250 -> two hundred fifty."""
    if number > 9999:
        return ()
    if number >= 1000:
        return (*say_number(number // 1000), "thousand", *_rest(number % 1000))
    if number >= 100:
        return (_ONES[number // 100], "hundred", *_rest(number % 100))
    if number >= 20:
        return (_TENS[number // 10], *_rest(number % 10))
    return (_ONES[number],)


def _rest(number: int) -> tuple[str, ...]:
    return say_number(number) if number else ()


class Dictionary:
    """A pronouncing dictionary in the CMU layout, one `word phones` a line, sorted, further variants as `word(2)`.

    The 135,000 words stay in the file's own 3 MB of bytes; a word is found by bisection in microseconds.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._text = Path(path).read_bytes()
        ends = np.flatnonzero(np.frombuffer(self._text, np.uint8) == ord("\n"))
        self._starts = np.concatenate([[0], ends + 1])  # the last one is the end of the file

    def phones(self, word: str) -> list[str]:
        """The word's pronunciations, the commonest first; [] for an unknown word."""
        key = word.encode()
        at = bisect_left(range(len(self._starts) - 1), key, key=lambda i: self._entry(i)[0])
        found = []
        while at < len(self._starts) - 1 and self._entry(at)[0] == key:
            found.append(self._entry(at)[1].decode())
            at += 1
        return found

    def entries(self) -> Iterator[str]:
        """All lines of the dictionary, variants too."""
        for start, end in pairwise(self._starts):
            yield self._text[start:end].decode().rstrip()

    def _entry(self, i: int) -> tuple[bytes, bytes]:
        word, _, phones = self._text[self._starts[i] : self._starts[i + 1]].strip().partition(b" ")
        return word.partition(b"(")[0], phones


@lru_cache(maxsize=1)
def pronouncing_dictionary() -> Dictionary:
    """The one in pocketsphinx's wheel. Raises SpeechUnavailable where that is not installed."""
    return Dictionary(model_path("en-us/cmudict-en-us.dict"))


# Spelling -> phones of the CMU set. A stated approximation, good enough for a recogniser to find a brand it was told to
# expect: the longest spelling that fits at each place wins, "^" marks a word's start and "$" its end.
_SOUNDS = {
    "tion": "SH AH N", "sion": "ZH AH N", "ture": "CH ER", "eigh": "EY", "ough": "AO", "augh": "AO", "tch": "CH",
    "igh": "AY", "air": "EH R", "are$": "EH R", "ear": "IH R", "eer": "IH R", "our": "AW R", "oor": "AO R", "ore": "AO R",
    "sch": "SH", "dge": "JH", "que$": "K", "ing$": "IH NG", "ies$": "IY Z", "ous$": "AH S", "eau": "OW", "ck": "K",
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "wh": "W", "qu": "K W", "ng": "NG", "gh": "G", "^kn": "N", "^wr": "R",
    "^x": "Z", "^y": "Y", "^ps": "S", "ee": "IY", "ea": "IY", "ai": "EY", "ay": "EY", "oa": "OW", "oo": "UW", "ou": "AW",
    "ow": "OW", "oi": "OY", "oy": "OY", "au": "AO", "aw": "AO", "ie": "IY", "ei": "EY", "ey": "IY", "ew": "Y UW", "ue": "UW",
    "ui": "UW", "ar": "AA R", "er": "ER", "ir": "ER", "ur": "ER", "or": "AO R", "ce": "S", "ci": "S IH", "cy": "S IY",
    "ge": "JH", "gi": "JH IH", "a$": "AH", "o$": "OW", "i$": "IY", "y$": "IY", "es$": "IH Z", "a": "AE", "b": "B", "c": "K",
    "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N",
    "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IH", "z": "Z",
}  # fmt: skip
_LONG = {"a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW"}  # before one consonant and a silent e: "make"
_LONGEST = max(map(len, _SOUNDS))


def pronounce(word: str) -> str:
    """CMU phones for an unknown word by letter-to-sound rules: "sylken" -> S IH L K EH N; "" when nothing is spoken."""
    letters = "^" + re.sub(r"[^a-z]", "", word) + "$"
    phones: list[str] = []
    at = 0
    while at < len(letters):
        size, sound = _longest_match(letters, at)
        phones += sound.split()
        at += size
    return " ".join(phone for i, phone in enumerate(phones) if i == 0 or phone != phones[i - 1])


def _longest_match(letters: str, at: int) -> tuple[int, str]:
    """(letters used, phones) of the best rule at `at`; markers and a silent final e give no phone."""
    if re.match(r"[aeiou][bcdfgklmnpstvz]e\$", letters[at:]):
        consonant = {"c": "S", "g": "JH"}.get(letters[at + 1]) or _SOUNDS[letters[at + 1]]
        return 4, f"{_LONG[letters[at]]} {consonant}"
    if letters[at:] == "e$" and at > 2:
        return 2, ""
    for size in range(_LONGEST, 0, -1):
        sound = _SOUNDS.get(letters[at : at + size])
        if sound is not None:
            return size, sound
    return 1, ""
