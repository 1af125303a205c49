"""A whole conversation in the browsers that are not Chromium: Firefox, and WebKit, which is Safari's engine."""

import io

import pytest
from PIL import Image, ImageStat

from tests.browser.engines import ENGINES, NotHere
from tests.browser.test_looks import MOST_DIFFERENT, SCREENS, WORST_TILE, differences, small
from tests.browser.test_page import SAMPLE_PICTURES
from tests.browser.visitor import BOX, DESK

pytestmark = pytest.mark.engines

AT_REST = "return document.getAnimations().every(move => move.playState === 'finished' || move.effect.getTiming().iterations > 1)"
SEEN = "return [...document.querySelectorAll('.card img')].slice(0, 6).every(img => img.complete && img.naturalWidth > 0)"
BOXES = """return [...document.querySelectorAll(arguments[0])].map(each => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return [x, y, width, height].map(Math.round);
})"""


@pytest.fixture(scope="module", params=ENGINES, ids=[each.__name__ for each in ENGINES])
def window(request, sample_shop):
    try:
        with request.param() as engine:
            engine.resize(**DESK)
            engine.open(sample_shop)
            yield engine
    except NotHere as missing:
        pytest.skip(str(missing))


@pytest.fixture
def page(window):
    """The page of somebody new."""
    window.resize(**DESK)
    window.script("sessionStorage.clear()")
    window.open(window.script("return location.href"))
    return window


def chosen(page):
    return page.texts(".card.chosen .place")


def test_it_looks_as_it_does_in_chromium(page):
    page.say("number 2")
    page.until(SEEN)
    page.until(AT_REST)
    page.script("document.querySelector('.timings').textContent = ''")
    whole, worst = differences(small(page.screenshot()), Image.open(SCREENS / "desk.webp").convert("RGB"))
    assert whole <= MOST_DIFFERENT and worst <= WORST_TILE


def test_words_clicks_and_keys(page):
    page.say("red dresses")
    assert "Dress" in page.texts(".card .title")[0]
    page.turn(lambda: page.click(".slot:nth-child(2) .card"))
    assert chosen(page) == ["2"]
    page.turn(lambda: page.press("3"))
    assert chosen(page) == ["3"]
    page.until(AT_REST)
    ring, slot = page.script(BOXES, ".ring.on, .slot:has(.chosen)")[::-1]
    assert max(abs(one - other) for one, other in zip(ring, slot, strict=True)) <= 1
    page.press("/")
    assert page.script("return document.activeElement.matches(arguments[0])", BOX)
    assert page.texts(".equation .undo") == ["Undo"]
    page.turn(lambda: page.click(".undo"))
    assert chosen(page) == ["2"] and page.script("return faults") == []


def test_the_equation_and_its_sliders(page):
    page.say("red dresses")
    page.say("number 1")
    page.say("like this but in black")
    assert page.texts(".term .name")[:3] == ["this picture", "red", "black"]
    before = page.texts(".card .title")
    for _ in range(9):
        page.type(".term.plus .weight", "\ue012")      # to the left
    page.until("return document.querySelector('.status').textContent.startsWith('Weighed anew')")
    page.until("return !document.body.classList.contains('busy')")
    assert page.texts(".card .title") != before
    assert page.script("return [document.querySelector('.term.plus .weight').value, faults]") == ["0.1", []]
    line, track = page.script(BOXES, ".term.plus .body, .term.plus .weight")
    assert track[0] >= line[0] and track[0] + track[2] <= line[0] + line[2] + 1    # the slider is within its term


def test_how_it_was_known_what_differs_and_what_is_bought(page):
    page.say("handbags")
    page.say("the black one" if "black" in " ".join(page.texts(".card .title")).lower() else "number 2")
    page.say("compare the first and the second")
    assert page.count(".compared thead img") == 2 and page.count(".compared .differ td") >= 2
    page.say("add the first to my cart")
    page.click(".exchange:last-child .how summary")
    page.until("return document.querySelector('.exchange:last-child .how').open")
    page.click(".cart")
    page.until("return document.querySelector('.drawer').open")
    page.until(AT_REST)
    assert page.texts(".drawer .steps .count") == ["1"]
    page.click(".drawer .more")
    page.until("return document.querySelector('.drawer .steps .count').textContent === '2'")
    page.click(".drawer .close")
    assert not page.script("return document.querySelector('.drawer').open") and page.script("return faults") == []


def test_a_picture_of_ones_own(page):
    page.script("document.querySelector('.composer input[type=file]').hidden = false")   # a driver types into what is seen
    page.type(".composer input[type=file]", str(sorted(SAMPLE_PICTURES.iterdir())[0]))
    page.until("return document.querySelector('.held img')?.naturalWidth > 0")
    page.say("in red")
    assert page.texts(".term .name")[0] == "your picture" and page.script("return faults") == []


def test_a_spoken_turn(page, spoken_number_two):
    if spoken_number_two is None:
        pytest.skip("neither flite nor espeak-ng is installed")
    if not page.script("return ['webm', 'mp4', 'ogg'].some(each => MediaRecorder.isTypeSupported(`audio/${each}`))"):
        page.click(".mic")
        page.until("return document.querySelector('.status').textContent.startsWith('The microphone could not be used')")
        pytest.skip(f"this {page.name} records nothing, and the page says so: it was built without codecs")
    if page.speak is None:
        pytest.skip("there is no sound server: apt-get install pulseaudio pulseaudio-utils")

    def speak():
        page.click(".mic")
        page.until("return [...document.querySelectorAll('.meter span')].some(bar => bar.style.getPropertyValue('--level'))")
        page.speak(spoken_number_two)

    page.turn(speak)
    assert page.last("said") == "“number two”" and page.last("answer").startswith("Picked 2")
    assert chosen(page) == ["2"]


def test_a_reload_loses_nothing(page):
    page.say("red dresses")
    said, titles = page.texts(".chat .text"), page.texts(".card .title")
    page.open(page.script("return location.href"))
    page.until("return document.querySelectorAll('.chat .said').length === 1")
    assert (page.texts(".chat .text"), page.texts(".card .title")) == (said, titles)


@pytest.mark.parametrize("size", [(390, 844), (640, 400), (844, 390)], ids=["phone", "twice", "aside"])
def test_a_small_screen_needs_no_sideways_scrolling(page, size):
    width, height = page.resize(*size)                       # a window may have a least width
    page.say("red dresses")
    page.say("like this but in black")
    assert page.script("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [width, height]
    left, top, wide, high = page.script(BOXES, ".composer .row")[0]
    assert left >= 0 and top >= 0 and left + wide <= width and top + high <= height
    page.until(AT_REST)
    left, top, wide, high = page.script(BOXES, ".card .tile")[0]
    seen = Image.open(io.BytesIO(page.screenshot())).convert("L").crop((left, top, left + wide, min(top + high, height)))
    assert ImageStat.Stat(seen).stddev[0] > 10               # WebKit left it blank once
