"""`auto` against a hub on this machine: it listens at once, says how far the better listener has come, and changes over to it."""

import shutil
import time

import pytest

from models.speech import Coming, load_recogniser, whisper
from models.speech.sphinx import SphinxRecogniser
from tests.hub import hub_of
from tests.sounds import spoken

BASE = "Systran/faster-whisper-base.en"


@pytest.fixture
def asks(tmp_path, monkeypatch):
    """asks(url): the hub's client asks there, with an empty cache."""
    from huggingface_hub import constants

    def asks(url):
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", url)
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", url + "/{repo_id}/resolve/{revision}/{filename}")

    return asks


def wait_until(true, within_s=60.0):
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_it_listens_offline_while_the_weights_come_and_with_whisper_then(asks, whisper_folder):
    if not (shutil.which("flite") or shutil.which("espeak-ng")):
        pytest.skip("neither flite nor espeak-ng is installed")
    clip = spoken("go back", "flite:rms" if shutil.which("flite") else "espeak:en-us")
    size = sum(file.stat().st_size for file in whisper_folder.iterdir())
    with hub_of(BASE, whisper_folder, seconds=4.0) as url:
        asks(url)
        recogniser = load_recogniser("auto")
        assert recogniser.name == SphinxRecogniser.name
        wait_until(lambda: recogniser.coming and recogniser.coming.done > 0)
        first = recogniser.coming
        assert first == Coming("whisper base.en", first.done, size) and first.done < size
        assert recogniser.transcribe(clip).recogniser == SphinxRecogniser.name
        wait_until(lambda: not recogniser.coming or recogniser.coming.done > first.done)
        wait_until(lambda: recogniser.name == "whisper base.en")
    assert recogniser.coming is None
    heard = recogniser.transcribe(clip)
    assert (heard.text, heard.recogniser) == ("the blue one", "whisper base.en")     # what these weights always say
    assert load_recogniser("auto").name == "whisper base.en"                         # from the cache, with no hub there


def test_a_hub_that_breaks_off_leaves_the_stand_in(asks, whisper_folder):
    with hub_of(BASE, whisper_folder, fails="model.bin") as url:
        asks(url)
        recogniser = load_recogniser("auto")
        wait_until(lambda: not recogniser._fetching)
    assert recogniser.name == SphinxRecogniser.name and recogniser.coming is None


def test_nobody_at_the_hub_is_no_harm(asks):
    asks("http://127.0.0.1:9")
    recogniser = load_recogniser("auto")
    wait_until(lambda: not recogniser._fetching)
    assert recogniser.name == SphinxRecogniser.name and recogniser.coming is None
    with pytest.raises(whisper.SpeechUnavailable, match=r"the hub did not give it"):
        load_recogniser("whisper:base.en")
