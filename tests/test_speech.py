import json
import shutil
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

from models import speech
from models.speech import (
    SAMPLE_RATE,
    EmptySound,
    SoundTooLong,
    SpeechError,
    SpeechUnavailable,
    UnknownRecogniser,
    UnreadableSound,
    load_recogniser,
    read_sound,
    whisper,
)
from models.speech.lexicon import Dictionary, pronounce, spoken_words
from models.speech.ngram import LanguageModel, count_ngrams
from models.speech.phrases import shop_phrases, title_phrases
from models.speech.sound import checked
from models.speech.sphinx import SphinxRecogniser
from models.transcribe import main
from tests.sounds import encoded, noisy, pcm_wav, tone

# --- sounds made here ---------------------------------------------------------------------------------------------


def toned(container, codec, rate, layout="mono"):
    """A second of a tone as a browser or a recorder would send it."""
    return encoded(tone(1.0, rate), container, codec, rate, layout)


@pytest.fixture(scope="session")
def say(tmp_path_factory):
    """say("the blue one") -> the clip's path, spoken by flite, or by espeak-ng where there is no flite."""
    flite, espeak = shutil.which("flite"), shutil.which("espeak-ng")
    if not flite and not espeak:
        pytest.skip("neither flite nor espeak-ng is installed; run: apt-get install flite")
    folder = tmp_path_factory.mktemp("clips")

    def spoken(text):
        file = folder / f"{text.replace(' ', '-')}.wav"
        command = [flite, "-voice", "rms", "-t", text, "-o", str(file)] if flite else [espeak, "-w", str(file), text]
        subprocess.run(command, check=True, capture_output=True)
        return file

    return spoken


@pytest.fixture(scope="session")
def offline():
    return load_recogniser("offline")


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "container, codec, rate, layout",
    [
        ("webm", "libopus", 48_000, "mono"),
        ("webm", "libopus", 48_000, "stereo"),
        ("mp4", "aac", 44_100, "stereo"),
        ("mp4", "aac", 48_000, "mono"),
        ("ogg", "libopus", 48_000, "mono"),
        ("wav", "pcm_u8", 8_000, "mono"),
        ("wav", "pcm_s16le", 44_100, "stereo"),
        ("wav", "pcm_s24le", 96_000, "mono"),
        ("wav", "pcm_f32le", 48_000, "stereo"),
        ("wav", "pcm_mulaw", 8_000, "mono"),
        ("flac", "flac", 22_050, "mono"),
    ],
)
def test_every_format_a_browser_sends_becomes_mono_16k(container, codec, rate, layout):
    sound = read_sound(toned(container, codec, rate, layout))
    assert sound.dtype == np.float32 and sound.ndim == 1
    assert abs(sound.size - SAMPLE_RATE) < 0.06 * SAMPLE_RATE  # codecs pad by a frame or two
    middle = sound[4_000:12_000]
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 220  # 440 Hz: bins of half a second are 2 Hz wide
    assert middle.std() == pytest.approx(0.3 / 2**0.5, rel=0.05)  # as loud as it was, stereo too


@pytest.mark.parametrize(
    "samples, expected",
    [
        (np.array([0, 16_384, -32_768], np.int16), [0.0, 0.5, -1.0]),
        (np.array([0, 2**30, -(2**31)], np.int32), [0.0, 0.5, -1.0]),
        (np.array([128, 192, 0], np.uint8), [0.0, 0.5, -1.0]),
        (np.array([0.0, 0.5, -1.0]), [0.0, 0.5, -1.0]),
        (np.array([0.0, 0.5, -3.0], np.float32), [0.0, 0.5, -1.0]),
        (np.array([[0, 0], [32_767, 1], [-32_768, -32_768]], np.int16), [0.0, 0.5, -1.0]),
        (np.zeros(3, np.int16), [0.0, 0.0, 0.0]),  # silence is not blown up
    ],
)
def test_samples_are_scaled_by_their_type_and_channels_averaged(samples, expected):
    sound = read_sound((SAMPLE_RATE, samples))
    assert sound.dtype == np.float32
    np.testing.assert_allclose(sound, expected, atol=1e-6)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000])
def test_samples_are_resampled(rate):
    sound = read_sound((rate, tone(0.5, rate)))
    assert abs(sound.size - 8_000) < 40
    assert np.abs(np.fft.rfft(sound[:8_000], 8_000)).argmax() == 220


def test_a_path_and_its_bytes_read_alike(tmp_path):
    file = tmp_path / "clip.wav"
    file.write_bytes(pcm_wav(tone()))
    np.testing.assert_array_equal(read_sound(file), read_sound(file.read_bytes()))
    np.testing.assert_array_equal(read_sound(str(file)), read_sound(file))


@pytest.mark.parametrize(
    "source, error, says",
    [
        (b"", EmptySound, "is empty"),
        (pcm_wav(np.zeros(0)), EmptySound, "is empty"),
        ((16_000, np.zeros(0)), EmptySound, "is empty"),
        ((16_000, np.zeros((5, 0))), EmptySound, "is empty"),
        (b"the blue one, please\n" * 50, UnreadableSound, "could not be read as sound"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), UnreadableSound, "could not be read as sound"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", UnreadableSound, "could not be read as sound"),
        (pcm_wav(tone())[:16_000], UnreadableSound, "cut off"),
        (toned("webm", "libopus", 48_000)[:5_000], UnreadableSound, "cut off"),
        (toned("mp4", "aac", 44_100)[:5_000], UnreadableSound, "could not be read as sound"),
        (pcm_wav(tone(61)), SoundTooLong, "longer than 60 seconds"),
        ((48_000, np.zeros(61 * 48_000, np.int16)), SoundTooLong, "longer than 60 seconds"),
        ((16_000, np.full(100, np.nan)), UnreadableSound, "not numbers"),
        ((44_100, np.array([0.0, np.inf, 0.0])), UnreadableSound, "not numbers"),
        ((16_000, np.zeros((2, 2, 2))), UnreadableSound, "(2, 2, 2)"),
        ((16_000, np.array(["a"])), UnreadableSound, "must be"),
        ((1, np.zeros(5)), UnreadableSound, "1 Hz"),
        ("no-such-file.wav", UnreadableSound, "no sound file 'no-such-file.wav'"),
        ("http://localhost/a.wav", UnreadableSound, "no sound file"),  # a path is never a network address
    ],
)
def test_bad_input_gets_a_named_error_and_a_sentence(source, error, says):
    with pytest.raises(error) as raised:
        read_sound(source)
    assert says in str(raised.value) and "\n" not in str(raised.value)
    assert isinstance(raised.value, SpeechError)


def test_a_float_wav_with_nan_is_refused():
    sound = tone()
    sound[500] = np.nan
    header = toned("wav", "pcm_f32le", 16_000)
    with pytest.raises(UnreadableSound, match="not numbers"):
        read_sound(header[: -4 * sound.size] + sound.tobytes())


def test_a_wav_written_to_a_pipe_states_no_length_and_is_read():
    piped = bytearray(pcm_wav(tone()))
    piped[4:8] = piped[40:44] = b"\xff\xff\xff\xff"
    assert read_sound(bytes(piped)).size == SAMPLE_RATE


@pytest.mark.parametrize("sound", [np.zeros((2, 2), np.float32), np.zeros(5, np.int16)])
def test_a_recogniser_takes_only_what_read_sound_gives(sound):
    with pytest.raises(UnreadableSound, match="use read_sound"):
        checked(sound)


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written, said",
    [
        ("Men’s T-Shirt, under $50!", "men's t-shirt under fifty dollars"),
        ("Café & Crème", "cafe and creme"),
        ("Casio W820X Watch 2011", "casio watch two thousand eleven"),
        ("₹1,299", "one thousand two hundred ninety nine rupees"),
        ("250 123456", "two hundred fifty"),
        ("—", ""),
    ],
)
def test_written_text_becomes_spoken_words(written, said):
    assert " ".join(spoken_words(written)) == said


@pytest.mark.parametrize(
    "word, phones",
    [("kurta", "K ER T AH"), ("hoodie", "HH UW D IY"), ("nake", "N EY K"), ("sylken", "S IH L K EH N"), ("--", "")],
)
def test_unknown_words_are_pronounced_by_their_spelling(word, phones):
    assert pronounce(word) == phones


def test_the_dictionary_finds_first_last_and_variant_entries(tmp_path):
    file = tmp_path / "small.dict"
    file.write_text("a AH\na(2) EY\nable EY B AH L\nzoo Z UW\n")
    dictionary = Dictionary(file)
    assert [dictionary.phones(word) for word in ("a", "able", "zoo", "ab", "zz", "")] == [
        ["AH", "EY"], ["EY B AH L"], ["Z UW"], [], [], []
    ]  # fmt: skip


def test_the_language_model_is_a_distribution():
    counts = count_ngrams([("the", "blue", "one"), ("the", "red", "one"), ("blue",)])
    rows = [line.split("\t") for line in LanguageModel(counts).arpa().splitlines() if "\t" in line]
    chance = {tuple(row[1].split()): 10 ** float(row[0]) for row in rows}
    back_off = {tuple(row[1].split()): 10 ** float(row[2]) for row in rows if len(row) == 3}
    words = {gram[0] for gram in chance if len(gram) == 1} - {"<s>"}

    def probability(word, history):
        if (*history, word) in chance or not history:
            return chance[*history, word]
        return back_off.get(history, 1.0) * probability(word, history[1:])

    for history in [(), ("the",), ("<s>", "the"), ("the", "blue"), ("red", "blue")]:
        assert sum(probability(word, history) for word in words) == pytest.approx(1.0, abs=2e-3)
    assert probability("one", ("the", "blue")) > probability("red", ("the", "blue"))


def test_shop_phrases_are_the_same_every_time_and_fill_every_slot():
    phrases = shop_phrases()
    assert phrases == shop_phrases()
    assert not [phrase for phrase in phrases if "{" in phrase]
    assert {"the blue one", "number four", "go back"} <= set(phrases)


def test_a_title_may_be_named_by_a_word_or_by_a_word_and_its_kind():
    ways = title_phrases(("puma", "grey", "shoes"))
    assert {("the", "puma", "shoes"), ("the", "puma", "one"), ("puma", "grey", "shoes")} <= set(ways)
    assert title_phrases(()) == []


# --- the offline recogniser ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "the blue one",
        "show me red dresses",
        "number four",
        "add it to my cart",
        "compare the first and the third",
        "like this but in black",
        "go back",
    ],
)
def test_commands_are_heard(say, offline, text):
    heard = offline.transcribe(read_sound(say(text)))
    assert heard.text == text
    assert 0.0 < heard.confidence <= 1.0
    assert heard.recogniser == offline.name == "offline (pocketsphinx)"


@pytest.mark.parametrize("title, text", [("Harbour Stoneware Saucepan", "the saucepan"), ("Velmora Shirt", "velmora shirt")])
def test_words_on_screen_are_heard_and_others_are_not(say, offline, title, text):
    clip = read_sound(say(text))
    assert offline.transcribe(clip, context=[title]).text == text
    assert offline.transcribe(clip).text != text


def test_what_is_said_outside_the_shops_talk_goes_to_the_general_model(say):
    recogniser = SphinxRecogniser()
    recogniser.transcribe(read_sound(say("the blue one")))
    assert recogniser._elsewhere._decoder is None  # not even loaded for the shop's own talk
    heard = recogniser.transcribe(read_sound(say("tell me a joke about penguins")))
    assert heard.text == "tell me a joke about penguins" and 0.0 < heard.confidence <= 1.0
    assert recogniser.transcribe(read_sound(say("the blue one"))).text == "the blue one"


@pytest.mark.parametrize("text", ["add it to my cart", "how much is it", "number four"])
def test_in_noise_commands_are_heard_and_nothing_is_taken_for_foreign(say, text):
    recogniser = SphinxRecogniser()
    assert recogniser.transcribe(noisy(read_sound(say(text)), 10)).text == text
    recogniser.transcribe(noisy(read_sound(say("tell me a joke about penguins")), 10))
    assert recogniser._elsewhere._decoder is None


def test_quiet_speech_is_heard(say, offline):
    assert offline.transcribe(0.03 * read_sound(say("the blue one"))).text == "the blue one"


@pytest.mark.parametrize("container, codec, rate, layout", [
    ("webm", "libopus", 48_000, "mono"), ("mp4", "aac", 44_100, "stereo"), ("ogg", "libopus", 48_000, "stereo"),
    ("wav", "pcm_f32le", 96_000, "stereo"), ("wav", "pcm_s24le", 22_050, "mono"),
])
def test_a_recording_is_heard_in_every_format(say, offline, container, codec, rate, layout):
    clip = read_sound(say("the blue one"))
    there = np.interp(np.arange(0, clip.size, SAMPLE_RATE / rate), np.arange(clip.size), clip).astype(np.float32)
    assert offline.transcribe(read_sound(encoded(there, container, codec, rate, layout))).text == "the blue one"


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(2 * SAMPLE_RATE, np.float32),
        np.zeros(1, np.float32),
        tone(2, hertz=50),
        tone(2, hertz=100) + tone(2, hertz=200, level=0.1),
        np.random.default_rng(0).normal(0, 0.05, 2 * SAMPLE_RATE).astype(np.float32),
    ],
    ids=["silence", "one sample", "hum", "harmonic hum", "noise"],
)
def test_what_is_not_speech_is_heard_as_nothing(offline, sound):
    heard = offline.transcribe(sound, context=["Puma Grey Shoes"])
    assert (heard.text, heard.confidence) == ("", None)


def test_the_same_screen_is_prepared_once_and_old_screens_are_forgotten(say):
    recogniser = SphinxRecogniser(phrases=["wrap it up as a present"])
    clip = read_sound(say("wrap it up as a present"))
    assert recogniser.transcribe(clip).text == "wrap it up as a present"
    for _ in range(2):
        recogniser.transcribe(clip, context=["Zebra Kettle"])
    assert recogniser.screens_made == 2
    for number in range(9):
        recogniser.transcribe(clip, context=[f"Kettle {number}"])
    assert recogniser.screens_made == 11
    recogniser.transcribe(clip)
    assert recogniser.screens_made == 12  # the first screen was made anew


def test_threads_share_one_recogniser(say, offline):
    texts = ["the blue one", "number four", "go back", "show me red dresses"]
    clips = {text: read_sound(say(text)) for text in texts}
    heard: dict[str, str] = {}

    def hear(text, title):
        heard[text] = offline.transcribe(clips[text], context=[title]).text

    threads = [threading.Thread(target=hear, args=(text, f"Kettle {text}")) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {text: text for text in texts}


# --- which recogniser ---------------------------------------------------------------------------------------------


def test_off_is_no_recogniser():
    assert load_recogniser("off") is None


@pytest.mark.parametrize("name", ["", "whisper", "whisper:", "sphinx", "whisper:enormous", "whisper:/no/such/folder"])
def test_unknown_names_say_what_is_allowed(name):
    with pytest.raises(UnknownRecogniser, match=r"offline|base\.en"):
        load_recogniser(name)


@pytest.fixture
def no_hub(tmp_path, monkeypatch):
    """An empty cache, and a hub that may not be asked."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def test_auto_falls_back_to_offline_without_weights(no_hub):
    assert load_recogniser("auto").name == "offline (pocketsphinx)"


def test_a_size_without_weights_says_so(no_hub):
    with pytest.raises(SpeechUnavailable, match="base.en is not in the local cache and HF_HUB_OFFLINE"):
        load_recogniser("whisper:base.en")


def test_a_hub_that_never_answers_is_given_up_in_time():
    start = time.perf_counter()
    with pytest.raises(TimeoutError):
        whisper._within(0.1, lambda: time.sleep(5))
    assert time.perf_counter() - start < 2.0


# --- Whisper, in its real format ----------------------------------------------------------------------------------

def test_whisper_is_loaded_by_path_and_transcribes(say, whisper_folder):
    recogniser = load_recogniser(f"whisper:{whisper_folder}")
    assert recogniser.name == "whisper tiny-chain"
    heard = recogniser.transcribe(read_sound(say("show me red dresses")))
    assert heard.text == "the blue one" and heard.recogniser == "whisper tiny-chain"
    assert 0.0 < heard.confidence <= 1.0
    assert recogniser.transcribe(read_sound(say("go back")), context=["blue shoes"]).text == "the blue one"
    for silence in (np.zeros(SAMPLE_RATE, np.float32), tone(2, hertz=50), np.zeros(1, np.float32)):
        assert recogniser.transcribe(silence, context=["the blue one"]).text == ""


def test_whisper_is_guarded_and_told_the_words_on_screen(whisper_folder, monkeypatch):
    recogniser = load_recogniser(f"whisper:{whisper_folder}")
    asked = []
    transcribe = recogniser._model.transcribe
    monkeypatch.setattr(recogniser._model, "transcribe", lambda sound, **how: asked.append(how) or transcribe(sound, **how))
    recogniser.transcribe(tone(1), context=["Puma Grey Shoes"])
    recogniser.transcribe(tone(1))
    first, second = asked
    assert first["hotwords"].startswith("Puma Grey Shoes, add it to my cart") and "Puma" not in second["hotwords"]
    for how in asked:  # nothing of an earlier clip, no sampling, no speech where the detector finds none
        assert (how["condition_on_previous_text"], how["temperature"], how["vad_filter"]) == (False, 0.0, True)
        assert "initial_prompt" not in how and "prefix" not in how and how["max_new_tokens"] <= 100


@pytest.mark.parametrize("seed", range(3))
def test_hot_words_do_not_leak_into_silence(whisper_folder, seed):
    recogniser = load_recogniser(f"whisper:{whisper_folder}")
    noise = np.random.default_rng(seed).normal(0, 1, 3 * SAMPLE_RATE).astype(np.float32)
    clicks = np.where(np.arange(noise.size) % 8_000 < 4, 0.5, 0).astype(np.float32)
    hums = [tone(3, hertz=hertz) for hertz in (100, 1_000)]
    for sound in (0 * noise, 1e-4 * noise, 1e-2 * noise, clicks, *hums):
        assert recogniser.transcribe(sound, context=["the blue one", "Puma Grey Shoes"]).text == ""


@pytest.mark.parametrize("part", ["tokenizer.json", "model.bin", "config.json"])
def test_a_whisper_folder_without_a_part_is_named(whisper_folder, tmp_path, part):
    folder = shutil.copytree(whisper_folder, tmp_path / "copy")
    (folder / part).unlink()
    with pytest.raises(SpeechUnavailable, match=f"lacks {part}"):
        load_recogniser(f"whisper:{folder}")


def test_a_damaged_whisper_folder_is_named(whisper_folder, tmp_path):
    folder = shutil.copytree(whisper_folder, tmp_path / "copy")
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:500])
    with pytest.raises(SpeechUnavailable, match="cannot be loaded"):
        load_recogniser(f"whisper:{folder}")


def test_auto_takes_cached_whisper_weights(whisper_folder, tmp_path, monkeypatch, no_hub):
    cache = tmp_path / "models--Systran--faster-whisper-base.en"
    shutil.copytree(whisper_folder, cache / "snapshots" / "abc")
    (cache / "refs").mkdir()
    (cache / "refs" / "main").write_text("abc")
    assert load_recogniser("auto").name == "whisper base.en"


@pytest.mark.parametrize(
    "no_speech, log, ratio, kept",
    [(0.1, -0.2, 1.0, True), (0.9, -0.2, 1.0, True), (0.9, -1.5, 1.0, False), (0.1, -0.2, 3.0, False)],
)
def test_made_up_and_repeated_segments_are_dropped(no_speech, log, ratio, kept):
    segment = SimpleNamespace(text="the blue one", no_speech_prob=no_speech, avg_logprob=log, compression_ratio=ratio)
    assert whisper._is_speech(segment) is kept


def test_hot_words_are_unique_and_bounded():
    assert whisper._hot_words(["Puma Shoes", " ", "Puma Shoes", "red"]) == "Puma Shoes, red"
    assert len(whisper._hot_words([f"title number {i}" for i in range(200)])) <= 400


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_prints_one_json_object_a_file(say, capsys):
    files = [str(say("the blue one")), str(say("go back"))]
    assert main([*files, "--speech", "offline", "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(answer) for answer in answers] == [{"file", "text", "confidence", "recogniser", "seconds"}] * 2
    assert [(answer["file"], answer["text"]) for answer in answers] == [(files[0], "the blue one"), (files[1], "go back")]


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["nothing.wav", "--speech", "offline"], "no sound file 'nothing.wav'"),
        (["x.wav", "--speech", "off"], "speech is off"),
        (["x.wav", "--speech", "loud"], "no recogniser 'loud'"),
    ],
)
def test_the_command_refuses_bad_input_in_one_line(capsys, arguments, says):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and says in err and err.count("\n") == 1


def test_a_missing_file_name_is_one_line_too(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--json"])
    assert capsys.readouterr().err.count("\n") == 1


def test_the_module_runs_and_imports_no_decoder_before_it_is_needed():
    code = "import models.speech, sys; print([m for m in ('torch', 'pocketsphinx', 'faster_whisper', 'av') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_names_are_there():
    assert all(hasattr(speech, name) for name in speech.__all__)
