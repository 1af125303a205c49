"""Browsers beside Chromium, each behind the same few verbs: Firefox by Mozilla's Marionette, WebKit (Safari's engine) by
WebKitGTK's driver. Both come from Debian; what is missing is told by `NotHere`."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.browser.running import free_port

__all__ = ["ENGINES", "Engine", "NotHere", "firefox", "webkit"]

OPENED_WITHIN_S = 120
POLL_S = 0.1
SINK = "said"
WEBKIT_WINDOW = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
PREFERENCES = {"browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False,
               "app.normandy.enabled": False, "dom.disable_beforeunload": True,
               "media.navigator.permission.disabled": True}   # nobody is there to allow the microphone


class NotHere(RuntimeError):
    """A browser, or what drives it, is not installed; the text says which, and how it is."""


class Engine:
    """One window of a browser. Elements are named by selectors; `script` runs the body of a function and gives what it
    returns, with its arguments as `arguments[0]` and so on."""

    def __init__(self, name: str, driver: Any, script: Callable, find: Callable, resize: Callable, shoot: Callable) -> None:
        self.name, self._driver = name, driver
        self.script, self._find, self._resize, self._shoot = script, find, resize, shoot
        self.speak: Callable[[Path], None] | None = None   # plays a WAV file into its microphone, where it has one

    def open(self, url: str) -> None:
        """The page, once its cards are there; what goes wrong on it from now on is kept in `faults`."""
        self._driver.navigate(url) if hasattr(self._driver, "navigate") else self._driver.get(url)
        self.until("return document.querySelectorAll('.card').length > 0", within_s=OPENED_WITHIN_S)
        self.script("window.faults = []; for (const name of ['error', 'unhandledrejection'])"
                    "addEventListener(name, event => faults.push(String(event.message ?? event.reason)))")

    def until(self, condition: str, *arguments: object, within_s: float = 30) -> None:
        """Waits until the script returns something true; raises `TimeoutError` with the script."""
        end = time.monotonic() + within_s
        while not self.script(condition, *arguments):
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name} waited {within_s} s in vain for: {condition}; "
                                   f"the page says {self.texts('.status')}")
            time.sleep(POLL_S)

    def turn(self, act: Callable[[], object]) -> None:
        """Does something and waits until it is answered and the page is at rest."""
        before = self.script("return document.querySelectorAll('.chat .said').length")
        act()
        self.until("return document.querySelectorAll('.chat .said').length > arguments[0]"
                   " && !document.body.classList.contains('busy')", before)

    def last(self, who: str) -> str:
        """What was said last, by the shopper ("said") or the shop ("answer")."""
        return self.script("return [...document.querySelectorAll(arguments[0])].at(-1).lastChild.textContent",
                           f".chat .{who} .text")

    def say(self, words: str) -> None:
        self.turn(lambda: self.type(".composer input[type=text]", words + "\ue007"))   # Enter

    def click(self, selector: str) -> None:
        self._find(selector).click()

    def type(self, selector: str, keys: str) -> None:
        """Keys, or the path of a file for an input that takes one."""
        self._find(selector).send_keys(keys)

    def press(self, key: str) -> None:
        """A key while nothing has the focus."""
        self.script("document.activeElement.blur()")
        self.type("body", key)

    def texts(self, selector: str) -> list[str]:
        return self.script("return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.trim())", selector)

    def count(self, selector: str) -> int:
        return len(self.texts(selector))

    def resize(self, width: int, height: int) -> tuple[int, int]:
        """Makes the page that large, or as near as the window can be; gives what it is."""
        for _ in range(3):
            inner, outer = self.script("return [[innerWidth, innerHeight], [outerWidth, outerHeight]]")
            if inner == [width, height]:
                break
            self._resize(outer[0] + width - inner[0], outer[1] + height - inner[1])
            time.sleep(0.5)
        return tuple(self.script("return [innerWidth, innerHeight]"))

    def screenshot(self) -> bytes:
        """PNG, of what the window shows."""
        return self._shoot()


@contextmanager
def firefox() -> Iterator[Engine]:
    """Debian's firefox-esr, headless; raises `NotHere`."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        raise NotHere("Firefox is not installed: apt-get install firefox-esr")
    try:
        from marionette_driver import By
        from marionette_driver.marionette import Marionette
    except ImportError as error:
        raise NotHere("Firefox has no driver: pip install marionette_driver") from error
    port = free_port()
    with ExitStack() as stack:
        profile = stack.enter_context(tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True))
        preferences = {**PREFERENCES, "marionette.port": port}
        values = {name: str(value).lower() if isinstance(value, bool) else value for name, value in preferences.items()}
        Path(profile, "user.js").write_text("".join(f'user_pref("{name}", {value});\n' for name, value in values.items()))
        sound = stack.enter_context(_sound())
        environment = {**os.environ, **({"PULSE_SERVER": sound} if sound else {})}
        browser = subprocess.Popen([program, "--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        try:
            driver = Marionette(host="127.0.0.1", port=port)
            driver.raise_for_port(timeout=OPENED_WITHIN_S, check_process_status=False)
            driver.start_session()
            engine = Engine("Firefox", driver, lambda text, *given: driver.execute_script(text, given, sandbox=None),
                            lambda selector: driver.find_element(By.CSS_SELECTOR, selector),
                            lambda width, height: driver.set_window_rect(width=width, height=height),
                            lambda: base64.b64decode(driver.screenshot(full=False)))
            if sound:
                engine.speak = lambda path: subprocess.run(["paplay", f"--server={sound}", f"--device={SINK}", path], check=True)
            yield engine
        finally:
            browser.terminate()
            browser.wait()


@contextmanager
def webkit() -> Iterator[Engine]:
    """Debian's WebKitGTK in a window of its own, on a screen that nobody sees; raises `NotHere`."""
    windows = sorted(Path("/").glob(WEBKIT_WINDOW))
    missing = [name for name in ("WebKitWebDriver", "Xvfb") if shutil.which(name) is None]
    if missing or not windows:
        raise NotHere("WebKit is not installed: apt-get install webkit2gtk-driver xvfb")
    try:
        from selenium import webdriver
        from selenium.webdriver.webkitgtk.options import Options
        from selenium.webdriver.webkitgtk.service import Service
    except ImportError as error:
        raise NotHere("WebKit has no driver: pip install selenium") from error
    with _screen() as display:
        options = Options()
        options.binary_location = str(windows[-1])
        options.add_argument("--automation")
        environment = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1",
                       "GDK_BACKEND": "x11"}
        driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver"), env=environment))
        try:
            yield Engine("WebKit", driver, driver.execute_script, lambda selector: driver.find_element("css selector", selector),
                         driver.set_window_size, driver.get_screenshot_as_png)
        finally:
            with suppress(Exception):
                driver.quit()


@contextmanager
def _screen() -> Iterator[str]:
    server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _sound() -> Iterator[str]:
    """The address of a sound server whose microphone hears what is played; "" where PulseAudio is not installed. Without
    one, Firefox runs no `AudioContext`."""
    if not shutil.which("pulseaudio") or not shutil.which("paplay"):
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="sound-", ignore_cleanup_errors=True) as folder:
        address = f"{folder}/speaker"   # "pulse" is a folder of its own
        server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             f"--load=module-null-sink sink_name={SINK}",
             f"--load=module-native-protocol-unix auth-anonymous=1 socket={address}"],
            env={**os.environ, "XDG_RUNTIME_DIR": folder}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not Path(address).exists() and server.poll() is None:
                time.sleep(POLL_S)
            yield f"unix:{address}"
        finally:
            server.terminate()
            server.wait()


ENGINES = (firefox, webkit)
