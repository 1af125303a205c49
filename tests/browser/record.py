"""Records a whole conversation of the real page as an animated WebP, and takes its picture, for the README.

    python -m tests.browser.record [--url URL] [--out assets/conversation.webp] [--picture assets/page.webp]

Without --url it starts the app over the sample. Nothing is drawn over the page but a pointer.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from tests.browser.running import CHROMIUM, FLAGS, running_app
from tests.browser.visitor import BOX, DESK, Visitor

WIDE, HIGH = 1180, 740
SHOWN_PX = (1003, 629)
MOST_BYTES = 1_500_000
QUALITY, PICTURE_QUALITY = 80, 86
PICTURED = ("show me pink handbags", "the one with the leather strap", "like this but in navy", "the first")
TYPED_AT_ONCE = 4          # letters a frame
MOVING_MS = 60             # between frames of something that moves
POINTER = """() => {
    const dot = document.createElement("div");
    dot.style.cssText = "position:fixed;z-index:2147483647;width:18px;height:18px;margin:-9px;border-radius:50%;" +
        "background:rgb(20 60 50 / .35);border:2px solid rgb(255 255 255 / .9);pointer-events:none;display:none";
    document.body.append(dot);
    document.addEventListener("mousemove", ({ clientX, clientY }) => {
        (document.querySelector("dialog[open]") ?? document.body).append(dot);
        Object.assign(dot.style, { display: "block", left: clientX + "px", top: clientY + "px" });
    }, true);
}"""


@dataclass
class Film:
    """Frames of a page, and how long each is shown."""

    visitor: Visitor
    frames: list[Image.Image] = field(default_factory=list)
    shown_ms: list[int] = field(default_factory=list)

    def frame(self, ms: int) -> None:
        image = Image.open(io.BytesIO(self.visitor.page.screenshot())).convert("RGB").resize(SHOWN_PX, Image.Resampling.LANCZOS)
        if self.frames and image.tobytes() == self.frames[-1].tobytes():
            self.shown_ms[-1] += ms
            return
        self.frames.append(image)
        self.shown_ms.append(ms)

    def moving(self, count: int) -> None:
        for _ in range(count):
            self.frame(MOVING_MS)

    def say(self, words: str, read_ms: int = 1700) -> None:
        """Typed a few letters at a time, sent, answered, and left to be read."""
        page = self.visitor.page
        page.focus(BOX)
        for start in range(0, len(words), TYPED_AT_ONCE):
            page.keyboard.type(words[start:start + TYPED_AT_ONCE])
            self.frame(110)
        self.visitor.turn(lambda: page.keyboard.press("Enter"))
        self.settle(read_ms)

    def settle(self, read_ms: int) -> None:
        self.moving(3)
        self.visitor.page.wait_for_function("[...document.querySelectorAll('img')].every(img => img.complete)")
        self.frame(read_ms)

    def point(self, selector: str, read_ms: int = 350) -> None:
        box = self.visitor.page.locator(selector).first.bounding_box()
        self.visitor.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=2)
        self.frame(read_ms)

    def slide(self, selector: str, shares: Sequence[float]) -> None:
        """Drags a slider over these shares of its width."""
        page, box = self.visitor.page, self.visitor.page.locator(selector).bounding_box()

        def drag() -> None:
            for at, share in enumerate(shares):
                page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
                page.mouse.down() if at == 0 else None
                self.frame(140)
            page.mouse.up()

        self.visitor.quietly(drag)
        page.wait_for_timeout(600)                      # the slider's last word, if a machine was slow
        page.wait_for_function("!document.body.classList.contains('busy')")
        self.settle(1700)

    def save(self, path: Path) -> int:
        """The bytes written."""
        first, *others = self.frames
        first.save(path, "WEBP", save_all=True, append_images=others, duration=self.shown_ms, loop=0, quality=QUALITY, method=6,
                   minimize_size=True)
        return path.stat().st_size


def conversation(film: Film) -> None:
    """What a shopper might do in a minute."""
    page = film.visitor.page
    page.wait_for_timeout(600)                          # the cards have come
    film.frame(1300)
    film.say("show me pink handbags")
    film.say("the one with the leather strap")
    film.point(".exchange:last-child .how summary")
    page.click(".exchange:last-child .how summary")
    film.frame(2400)
    film.say("like this but in navy")
    film.point(".slot:nth-child(2) .about", 1900)
    film.slide(".term.plus .weight", (0.5, 0.65, 0.8, 0.95))
    film.say("compare the first and the second", 2400)
    film.say("add the first to my cart", 1300)
    film.point(".cart")
    page.click(".cart")
    film.moving(4)
    film.point(".drawer .more")
    film.visitor.quietly(lambda: page.click(".drawer .more"))
    film.frame(2600)


def picture(visitor: Visitor, path: Path) -> None:
    """The window after a change of a picture."""
    for words in PICTURED:
        visitor.say(words)
    visitor.page.wait_for_timeout(600)                  # the ring has come
    visitor.page.wait_for_function("[...document.querySelectorAll('img')].every(img => img.complete)")
    Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB").save(path, "WEBP", quality=PICTURE_QUALITY, method=6)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a page that is open already; it should show the sample")
    parser.add_argument("--out", type=Path, default=Path("assets/conversation.webp"))
    parser.add_argument("--picture", type=Path, default=Path("assets/page.webp"))
    options = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        url = options.url or stack.enter_context(running_app(Path(stack.enter_context(tempfile.TemporaryDirectory())),
                                                             "--speech", "offline"))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        film = Film(Visitor(browser.new_page(viewport={"width": WIDE, "height": HIGH}), url))
        film.visitor.page.evaluate(POINTER)
        conversation(film)
        picture(Visitor(browser.new_page(viewport=DESK), url), options.picture)
        browser.close()
    size = film.save(options.out)
    print(f"{options.out}: {len(film.frames)} frames, {sum(film.shown_ms) / 1000:.0f} s, {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        print(f"that is over {MOST_BYTES / 1000:.0f} kB: show less, or lower QUALITY", file=sys.stderr)
    return int(size > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
