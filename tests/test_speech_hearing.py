"""What is made of a hearing: noise taken out, words of the screen, words that sound alike, the hearing that makes sense."""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from demo.assistant import Assistant, Settings, Turn
from demo.hearing import screen_words, spoken_examples
from models.speech import Heard, SoundAlikes, most_plausible, pronouncing_dictionary
from models.speech.cleaning import without_noise
from models.speech.decoder import _alternatives
from models.speech.general import GeneralModel
from models.speech.ngram import LanguageModel, count_ngrams
from models.speech.sphinx import SphinxRecogniser
from models.speech.whisper import WhisperRecogniser, _is_speech, _reads_out
from tests.sounds import encoded, noisy, pcm_wav, tone

TITLES = ["Puma Men Grey Running Shoes", "Fossil Women Rose Gold Analog Watch", "Titan Leather Wallet", "Nike Black Backpack",
          "Velmora Striped Linen Shirt", "Harbour Stoneware Teapot"]


# --- noise --------------------------------------------------------------------------------------------------------

def bursts():
    """Two seconds of tone and silence in turns, as loud as speech: (n,) float32."""
    return tone(2, hertz=700) * (np.sin(2 * np.pi * 2 * np.arange(32_000) / 16_000) > 0)


@pytest.mark.parametrize("colour", ["white", "pink"])
@pytest.mark.parametrize("decibels", [20, 10, 5])
def test_steady_noise_is_taken_out(decibels, colour):
    sound = bursts()
    cleaned = without_noise(noisy(sound, decibels, colour=colour))
    ratio = 10 * np.log10(np.sum(sound**2) / np.sum((cleaned - sound) ** 2))
    assert cleaned.dtype == np.float32 and cleaned.shape == sound.shape
    assert ratio > decibels + 4


def test_what_is_clean_stays_and_silence_stays_silence():
    sound = bursts()
    assert np.sum((without_noise(sound) - sound) ** 2) < 1e-3 * np.sum(sound**2)
    assert not without_noise(np.zeros(8_000, np.float32)).any()
    assert without_noise(np.ones(1, np.float32)).shape == (1,)


# --- the words of a screen ------------------------------------------------------------------------------------------

def rows(arpa):
    """(words, "chance" or "back-off") -> logarithm."""
    parts = [line.split("\t") for line in arpa.splitlines() if "\t" in line]
    return {(words, name): float(value) for chance, words, *weight in parts
            for name, value in zip(("chance", "back-off"), (chance, *weight), strict=False)}


def test_words_added_to_a_language_model_count_as_if_they_had_been_there_from_the_start():
    talk, screen = count_ngrams([("the", "blue", "one"), ("go", "back")]), count_ngrams([("the", "puma", "one")], 3.0)
    model = LanguageModel(talk)
    before = model.arpa()
    assert rows(model.arpa(screen)) == pytest.approx(rows(LanguageModel(talk + screen).arpa()), abs=0.0011)
    assert model.arpa() == before and "puma" not in before


def test_the_words_of_a_screen_make_one_model_for_as_long_as_it_stands():   # how fast: tests/bench/bench_screen_words.py
    recogniser = SphinxRecogniser()
    first = recogniser._model_for([f"{title} zorby" for title in TITLES])
    again = recogniser._model_for([f"{title} zorby" for title in TITLES])
    other = recogniser._model_for([f"{title} sylken" for title in TITLES])
    assert first == again != other and recogniser.screens_made == 2 and {"zorby", "sylken"} <= recogniser._known


# --- words that sound alike ---------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def alike():
    return SoundAlikes(("red", "dress", "blue", "two", "four", "one", "eight", "buy", "jeans", "plain"), pronouncing_dictionary())


@pytest.mark.parametrize(("heard", "meant"), [
    ("the read one", "the red one"), ("show me address", "show me a dress"), ("number to", "number two"),
    ("number for", "number four"), ("number ate", "number eight"), ("the blew won", "the blue one"), ("by it", "buy it"),
    ("plane genes", "plain jeans"),
])
def test_words_are_known_by_their_sound(alike, heard, meant):
    assert meant in alike(heard)


def test_a_word_that_sounds_like_no_other_stays(alike):
    assert list(alike("show me handbags")) == []


def plausible(*texts):
    return lambda text: len(texts) - texts.index(text) if text in texts else 0


@pytest.mark.parametrize(("heard", "judge", "meant"), [
    (Heard("the glue one", 0.4, "x", ("the blue one",)), plausible("the blue one"), "the blue one"),
    (Heard("the glue one", 0.9, "x", ("the blue one",)), plausible("the blue one"), "the glue one"),   # was sure of it
    (Heard("the read one", 0.9, "x"), plausible("the red one"), "the red one"),
    (Heard("a", 0.1, "x", ("b", "c")), plausible(), "a"),                                               # as likely: heard best
    (Heard("a", 0.1, "x", ("b", "c")), plausible("c", "b"), "c"),
    (Heard("", None, "x", ("the blue one",)), plausible("the blue one"), ""),
])
def test_the_most_plausible_hearing_is_taken(alike, heard, judge, meant):
    assert most_plausible(heard, judge, alike=alike, enough=9) == replace(heard, text=meant)


def test_what_is_plausible_enough_ends_the_search(alike):
    judged = []
    most_plausible(Heard("a", 0.1, "x", ("b", "c")), lambda text: judged.append(text) or 5, alike=alike, enough=5)
    assert judged == ["a"]


# --- the whole conversation -----------------------------------------------------------------------------------------

class Hears:
    """A recogniser that hears these words in any sound."""

    name = "hears"

    def __init__(self, *said, confidence=0.5):
        self.said, self.confidence = said, confidence

    def transcribe(self, sound, *, context=()):
        self.context = context
        return Heard(self.said[0], self.confidence, self.name, self.said[1:])


@pytest.fixture
def listens(assistant):
    def made(recogniser):
        return Assistant(assistant.catalogue, assistant.encoder, recogniser, settings=Settings(catalog="shop"))
    return made


def outcome(reply):
    return reply.intent, replace(reply.session, previous=None)


SOUND = (16_000, tone(0.5))


@pytest.mark.parametrize(("screen", "heard", "typed"), [
    ("bags", "the read one", "the red one"),
    ("bags", "um the uh blew one", "the blue one"),
    ("bags", "could you please give me the read one", "the red one"),
    ("bags", "number to", "number two"),
    ("bags", "number for please", "number four"),
    ("bags", "add number won to my cart", "add number one to my cart"),
    ("bags", "the red one no the blew one", "the red one no the blue one"),
    ("bags", "like this but in read", "like this but in red"),
    ("watches", "show me address", "show me a dress"),
    ("watches", "hello could you show me um read dresses please", "show me red dresses"),
    ("watches", "the blue won", "the blue one"),
])
def test_homophones_fillers_restarts_and_politeness_change_nothing(assistant, listens, screen, heard, typed):
    page = assistant.reply(Turn(text=screen)).session
    spoken = listens(Hears(heard)).reply(Turn(audio=SOUND, session=page))
    assert outcome(spoken) == outcome(assistant.reply(Turn(text=typed, session=page)))


def test_of_two_hearings_the_one_that_picks_out_one_shown_item_wins(assistant, listens):
    page = assistant.reply(Turn(text="bags")).session
    reply = listens(Hears("the glue one", "the few ones", "the blue one")).reply(Turn(audio=SOUND, session=page))
    assert (reply.heard, reply.selected, reply.confidence) == ("the blue one", "b3", 0.5)


def test_what_makes_sense_is_left_as_it_was_heard(assistant, listens):
    page = assistant.reply(Turn(text="bags")).session
    reply = listens(Hears("the black one", "the blue one")).reply(Turn(audio=SOUND, session=page))
    assert (reply.heard, reply.selected) == ("the black one", "b2")


def test_a_recogniser_is_told_what_is_on_screen(assistant, listens):
    recogniser = Hears("the red one")
    page = assistant.reply(Turn(text="watches")).session
    listens(recogniser).reply(Turn(audio=SOUND, session=page))
    assert recogniser.context[0] == "Watch" and "Cog blue watch" in recogniser.context


def test_the_words_of_a_screen_are_named_once_and_the_examples_have_the_shops_words(assistant):
    items = [assistant.item(item) for item in ("w1", "w2")]
    assert screen_words(items) == ["Watch", "Blue", "Black", "Cog blue watch", "Cog black watch"]
    examples = spoken_examples(assistant.shop.vocabulary)
    assert {"show me dresses", "a watch", "the silk one"} <= set(examples) and not any("KIND" in each for each in examples)
    assert examples == spoken_examples(assistant.shop.vocabulary)


@pytest.fixture(scope="module")
def offline():
    return SphinxRecogniser()


@pytest.mark.parametrize(("sound", "says"), [
    (b"", "is empty"),
    ((16_000, np.zeros(0)), "is empty"),
    ((16_000, np.zeros(32_000, np.float32)), "did not catch that"),
    ((16_000, np.random.default_rng(0).normal(0, 0.03, 32_000)), "did not catch that"),
    (pcm_wav(tone(2))[:20_000], "cut off"),
    (encoded(tone(2, 48_000), "webm", "libopus", 48_000)[:6_000], "cut off"),
    (b"the blue one, please\n" * 50, "could not be read as sound"),
    (b"\x89PNG\r\n\x1a\n" + bytes(500), "could not be read as sound"),
    (pcm_wav(np.zeros(600 * 8_000, np.float32), 8_000), "longer than 60 seconds"),
    ((8_000, np.zeros(600 * 8_000, np.int16)), "longer than 60 seconds"),
    ((16_000, np.full(16_000, np.nan)), "not numbers"),
    ((44_100, np.array([0.0, np.inf] * 5_000)), "not numbers"),
], ids=["no bytes", "no samples", "silence", "noise", "truncated wav", "truncated webm", "text", "picture", "ten minutes, wav",
        "ten minutes", "nan", "inf"])
def test_bad_sound_gets_a_kind_sentence_and_changes_nothing(assistant, listens, offline, sound, says):
    page = assistant.reply(Turn(text="bags")).session
    reply = listens(offline).reply(Turn(audio=sound, session=page))
    assert (reply.intent, reply.session, reply.recogniser) == ("none", page, offline.name)
    assert says in reply.say and reply.say.count("\n") == 0


# --- Whisper's guards -----------------------------------------------------------------------------------------------

class Segment:
    """What faster-whisper gives, as far as the guards look at it."""

    def __init__(self, text, *, no_speech=0.1, log=-0.2, ratio=1.0):
        self.text, self.no_speech_prob, self.avg_logprob, self.compression_ratio = text, no_speech, log, ratio


@pytest.mark.parametrize(("text", "kept"), [
    ("the blue one", True), ("no no no", True), ("The blue one. The blue one. The blue one. The blue one.", False),
    ("Thank you. Thank you. Thank you. Thank you.", False), ("red, red, red, red", False), ("red and red and blue and red", True),
])
def test_a_phrase_said_over_and_over_is_made_up(text, kept):
    assert _is_speech(Segment(text)) is kept


@pytest.mark.parametrize(("text", "made_up"), [
    ("Puma Grey Shoes, Titan Leather Wallet", True), ("grey shoes titan leather wallet", False), ("the puma shoes", False),
    (" puma grey shoes titan leather wallet.", True), ("Puma Grey Shoes", False), ("red blue", False),
])
def test_a_list_of_hot_words_read_out_is_made_up(text, made_up):
    assert _reads_out(text, "Puma Grey Shoes, Titan Leather Wallet, red, blue") is made_up


# --- what is seldom needed, and what goes wrong in noise ------------------------------------------------------------

def test_the_general_model_is_put_away_when_nobody_needs_it():
    model = GeneralModel(idle_s=0.2)
    assert not model.loaded
    model.hear(bytes(32_000))
    assert model.loaded
    end = time.monotonic() + 30
    while model.loaded and time.monotonic() < end:
        time.sleep(0.05)
    assert not model.loaded
    model.hear(bytes(32_000))                   # and it comes back
    assert model.loaded


def test_a_path_of_the_lattice_that_leads_nowhere_is_passed_over():
    class Lattice:
        def nbest(self):
            return iter([None, SimpleNamespace(hypstr="the blue one"), None, SimpleNamespace(hypstr="the red one")])

    assert _alternatives(Lattice(), "the blue one") == ("the red one",)


@pytest.mark.parametrize(("window_s", "frames"), [(30.0, 3000), (5.0, 500)])
def test_whisper_is_given_a_window_of_the_length_asked_for(whisper_folder, monkeypatch, window_s, frames):
    from faster_whisper import WhisperModel

    seen, encode = [], WhisperModel.encode
    monkeypatch.setattr(WhisperModel, "encode", lambda model, mels: seen.append(mels.shape[-1]) or encode(model, mels))
    recogniser = WhisperRecogniser(whisper_folder, label="tiny", window_s=window_s)
    list(recogniser._model.transcribe(tone(1), language="en", max_new_tokens=1)[0])
    assert set(seen) == {frames}
