"""A real browser and the real page. Everything here is skipped where Debian's chromium is not installed."""

import os
import shutil
import subprocess
import wave
from contextlib import contextmanager

import pytest

from models.speech import read_sound
from tests.browser.running import CHROMIUM, FLAGS, free_port, running_app
from tests.browser.visitor import DESK, Visitor


@pytest.fixture(scope="session")
def spoken_number_two(tmp_path_factory):
    """A 48 kHz recording of "number two", silence around it, or None where no synthesiser is installed."""
    voice = shutil.which("flite") or shutil.which("espeak-ng")
    if voice is None:
        return None
    import numpy as np

    path = tmp_path_factory.mktemp("sound") / "spoken.wav"
    options = ["-voice", "slt", "-t", "number two", "-o", str(path)] if "flite" in voice else [
        "-w", str(path), "number two"]
    subprocess.run([voice, *options], check=True)
    sound = read_sound(path)
    spoken = np.interp(np.arange(3 * len(sound)) / 3, np.arange(len(sound)), sound)  # 16 to 48 kHz
    samples = np.concatenate([np.zeros(36_000), spoken, np.zeros(240_000)])
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes((32_767 * samples).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="session")
def browser(spoken_number_two):
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    heard = [f"--use-file-for-fake-audio-capture={spoken_number_two}%noloop"] if spoken_number_two else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS + heard)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_shop(tmp_path_factory, browser):
    """The URL of `python app.py` with the sample catalogue in an empty VITRINE_HOME, or of one that is open already."""
    if os.environ.get("VITRINE_TEST_URL"):
        yield os.environ["VITRINE_TEST_URL"]
        return
    with running_app(tmp_path_factory.mktemp("home"), "--speech", "offline") as url:
        yield url


@contextmanager
def served(shop):
    """The URL of the page over a hand-made shop."""
    from demo import ui

    page = ui.launch(ui.build(lambda: shop), lambda: shop, host="127.0.0.1", port=free_port())
    try:
        yield page.local_url
    finally:
        page.close()


@pytest.fixture(scope="session")
def corner_shop(browser):
    """The URL of the page over three items, one with a hostile title."""
    from tests.browser.corner_shop import CornerShop

    with served(CornerShop()) as url:
        yield url


@pytest.fixture(scope="session")
def bazaar(browser):
    """The URL of the page over sixty cards."""
    from tests.browser.corner_shop import Bazaar

    with served(Bazaar()) as url:
        yield url


@pytest.fixture(scope="session")
def desk(browser):
    """One browser profile for the visits that need nothing special: Gradio's own scripts are loaded once."""
    context = browser.new_context(viewport=DESK, permissions=["microphone"])
    yield context
    context.close()


@pytest.fixture
def visit(browser):
    contexts = []

    def visit(url, *, before="", viewport=DESK, **settings):
        contexts.append(browser.new_context(viewport=viewport, permissions=["microphone"], **settings))
        contexts[-1].add_init_script(before or "0")
        return Visitor(contexts[-1].new_page(), url)

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(desk, sample_shop):
    page = desk.new_page()
    yield Visitor(page, sample_shop)
    page.close()
