"""A real browser and the real page. Everything here is skipped where Debian's chromium is not installed."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import wave
from pathlib import Path

import pytest

from models.speech import read_sound

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
STARTED_WITHIN_S = 240


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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process):
    started = time.monotonic()
    while time.monotonic() - started < STARTED_WITHIN_S and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=STARTED_WITHIN_S)
        except urllib.error.HTTPError:
            return  # an unknown picture: the shop behind the page has been asked
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"app.py did not open: exit status {process.poll()}")


@pytest.fixture(scope="session")
def sample_shop(tmp_path_factory, browser):
    """The URL of `python app.py` with the sample catalogue in an empty VITRINE_HOME."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    environment = {**os.environ, "VITRINE_HOME": str(home), "GRADIO_TEMP_DIR": str(home / "uploads")}
    with open(home / "app.log", "w") as log:
        app = subprocess.Popen([sys.executable, "app.py", "--port", str(port), "--speech", "offline"], cwd=ROOT,
                               env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/picture/-", app)
        yield f"http://127.0.0.1:{port}/"
    finally:
        app.terminate()
        app.wait()


@pytest.fixture(scope="session")
def corner_shop(browser):
    """The URL of the page over a hand-made shop with hostile titles."""
    from demo import ui
    from tests.browser.corner_shop import CornerShop

    shop = CornerShop()
    page = ui.launch(ui.build(lambda: shop), lambda: shop, host="127.0.0.1", port=free_port())
    yield page.local_url
    page.close()
