"""The page as a shopper has it: typed, clicked, spoken, shown a picture; on a desk, on a phone, in the dark."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.corner_shop import HOSTILE

pytestmark = pytest.mark.browser

SAMPLE_PICTURES = Path(__file__).resolve().parents[2] / "assets" / "sample" / "pictures"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
BOX = ".composer input[type=text]"


class Visitor:
    """One visitor's page, and what the browser noticed on it."""

    def __init__(self, page, url):
        self.page, self.requests, self.faults = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(url)
        page.wait_for_selector(".card", timeout=60_000)

    def say(self, text):
        self.page.fill(BOX, text)
        self.turn(lambda: self.page.keyboard.press("Enter"))

    def turn(self, act, within_ms=30_000):
        """Does something and waits until the conversation shows it and the page is at rest."""
        before = self.shopper.count()
        act()
        self.page.wait_for_function(
            "before => document.querySelectorAll('#chat .user-row').length > before "
            "&& !document.body.classList.contains('busy')", arg=before, timeout=within_ms)

    @property
    def shopper(self):
        return self.page.locator("#chat .user-row")

    def last(self, who="bot"):
        return self.page.locator(f"#chat .{who}-row").last.inner_text().strip()

    def titles(self):
        return self.page.locator(".card .title").all_inner_texts()

    def chosen(self):
        return [int(place) for place in self.page.locator(".card.chosen .place").all_inner_texts()]

    def equation(self):
        return " ".join(self.page.locator(".equation .parts").inner_text().split())


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


def test_the_window_opens_whole_and_asks_no_other_host(visitor, sample_shop):
    page = visitor.page
    assert page.title() == "Vitrine"
    assert page.locator(".card").count() == 6
    page.wait_for_function("[...document.querySelectorAll('.card img')].every(img => img.naturalWidth > 0)")
    assert re.fullmatch(r"sample · \d+ items", page.inner_text(".masthead .shop"))
    assert page.inner_text(".masthead .listening").startswith("listening: offline")
    assert all(page.locator(".card img").nth(at).get_attribute("alt") for at in range(6))
    visitor.say("red dresses")
    hosts = {urlsplit(url).netloc for url in visitor.requests if url.startswith("http")}
    assert hosts == {urlsplit(sample_shop).netloc}
    assert visitor.faults == []


def test_words_change_the_window_and_undo_brings_it_back(visitor):
    opened = visitor.titles()
    visitor.say("red dresses")
    assert "dress" in visitor.equation()
    found = visitor.titles()
    assert found != opened and "Dress" in found[0]
    visitor.turn(lambda: visitor.page.click(".undo"))
    assert visitor.titles() == opened
    assert visitor.page.is_disabled(".undo")


def test_a_click_a_key_and_a_word_pick_the_same(visitor):
    visitor.turn(lambda: visitor.page.locator(".card").nth(2).click())
    assert visitor.chosen() == [3]
    by_click = visitor.last()
    visitor.say("number 1")
    assert visitor.chosen() == [1]
    visitor.page.evaluate("document.activeElement.blur()")
    visitor.turn(lambda: visitor.page.keyboard.press("3"))
    assert (visitor.chosen(), visitor.last()) == ([3], by_click)
    assert visitor.page.locator(".card").nth(2).get_attribute("aria-pressed") == "true"


def test_digits_typed_into_the_box_pick_nothing(visitor):
    visitor.page.evaluate("document.activeElement.blur()")
    visitor.page.keyboard.press("/")
    visitor.page.keyboard.type("2")
    assert visitor.page.input_value(BOX) == "2"
    assert visitor.chosen() == []


def test_a_picture_changed_by_words_reads_as_an_equation(visitor):
    visitor.say("red dresses")
    visitor.say("number 1")
    visitor.say("like this but in black")
    assert re.match(r"this picture .*\+ black", visitor.equation())
    assert visitor.page.locator(".equation .body img").evaluate("img => img.complete && img.naturalWidth > 0")


def test_cards_that_stay_keep_their_element_and_picture(visitor):
    visitor.page.evaluate("document.querySelectorAll('.card').forEach((card, at) => card.mark = at)")
    asked = len([url for url in visitor.requests if "/picture/" in url])
    visitor.say("number 2")
    assert visitor.page.evaluate("[...document.querySelectorAll('.card')].map(card => card.mark)") == [0, 1, 2, 3, 4, 5]
    assert len([url for url in visitor.requests if "/picture/" in url]) == asked


def test_a_picture_of_ones_own_is_a_query(visitor):
    picture = sorted(SAMPLE_PICTURES.iterdir())[0]
    visitor.page.set_input_files(".composer input[type=file]", picture)
    visitor.page.wait_for_selector(".held img")
    visitor.turn(lambda: visitor.page.click(".send"))
    assert visitor.equation().startswith("your picture")
    assert visitor.shopper.last.locator("img").count() == 1
    assert visitor.page.is_hidden(".held")


def test_a_file_that_is_no_picture_gets_an_answer(visitor, tmp_path):
    (tmp_path / "note.png").write_text("not a picture")
    visitor.page.set_input_files(".composer input[type=file]", tmp_path / "note.png")
    visitor.page.wait_for_selector(".held img", state="attached")
    visitor.turn(lambda: visitor.page.click(".send"))
    assert "picture" in visitor.last()


def test_a_spoken_turn(visitor, spoken_number_two):
    if spoken_number_two is None:
        pytest.skip("neither flite nor espeak-ng is installed")
    visitor.turn(lambda: visitor.page.click(".mic"))
    assert visitor.last("user") == "“number two”"
    assert visitor.chosen() == [2]
    assert "heard" in visitor.page.inner_text(".timings")


def test_without_a_microphone_the_page_says_why(visit, sample_shop):
    visitor = visit(sample_shop, before="Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")
    visitor.page.click(".mic")
    visitor.page.wait_for_function("document.querySelector('.status').textContent.includes('https')")


def test_the_cart_counts_and_totals(visitor):
    assert visitor.page.inner_text(".cart").split() == ["Cart"]
    visitor.say("number 1")
    visitor.say("add it to my cart")
    price = visitor.page.locator(".card").first.locator(".price").inner_text()
    assert visitor.page.inner_text(".cart").split() == ["Cart", "1", price]
    visitor.turn(lambda: visitor.page.click(".cart"))
    assert visitor.last("user") == "show my cart"


def test_two_items_side_by_side(visitor):
    visitor.say("compare number 1 and number 2")
    table = visitor.page.locator("#chat table").last
    assert table.locator("thead th").count() == 3
    assert table.locator("tbody tr").count() >= 1


def test_turns_made_at_once_are_all_answered_in_order(visitor):
    for place in range(4):
        visitor.page.locator(".card").nth(place).click()
    visitor.page.wait_for_function("document.querySelectorAll('#chat .user-row').length == 4")
    assert [text.strip() for text in visitor.shopper.all_inner_texts()] == [f"number {n}" for n in (1, 2, 3, 4)]
    assert visitor.chosen() == [4]


def test_two_visitors_do_not_see_each_other(visit, sample_shop):
    one, other = visit(sample_shop), visit(sample_shop)
    one.say("number 1")
    other.say("number 2")
    one.say("add it to my cart")
    assert (one.chosen(), other.chosen()) == ([1], [2])
    assert other.page.inner_text(".cart").split() == ["Cart"]
    assert other.shopper.count() == 1


def test_a_phone_needs_no_sideways_scrolling(visit, sample_shop):
    visitor = visit(sample_shop, viewport=PHONE, has_touch=True)
    visitor.say("red dresses")
    visitor.say("compare number 1 and number 2")
    width, height = visitor.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert (width, height) == (390, 844)
    visitor.page.evaluate("Promise.allSettled(document.getAnimations().map(move => move.finished))")  # cards at rest
    boxes = [visitor.page.locator(".card").nth(at).bounding_box() for at in range(3)]
    assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"]
    row = visitor.page.locator(".composer .row").bounding_box()
    assert row["y"] + row["height"] <= 844 and row["x"] + row["width"] <= 390


def test_the_dark_page_is_dark(visit, sample_shop):
    colours = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    light, dark = (visit(sample_shop, color_scheme=scheme).page.evaluate(colours) for scheme in ("light", "dark"))
    assert min(light[:3]) > 200 and max(dark[:3]) < 60


def test_reduced_motion_moves_nothing(visit, sample_shop):
    page = visit(sample_shop, reduced_motion="reduce").page
    assert page.locator(".slot").first.evaluate("slot => getComputedStyle(slot).animationName") == "none"


def test_titles_words_and_replies_are_literal(visit, corner_shop):
    visitor = visit(corner_shop)
    assert visitor.titles()[1] == HOSTILE
    visitor.say(HOSTILE)
    assert visitor.last("user") == HOSTILE
    assert visitor.last() == f"You said {HOSTILE}."
    visitor.say("compare")
    assert visitor.page.locator("#chat thead th").nth(1).inner_text() == HOSTILE
    visitor.say("which")
    assert HOSTILE in visitor.equation()
    visitor.turn(lambda: visitor.page.locator("#chat .option").nth(1).click())
    assert visitor.last("user") == "number 2"
    assert visitor.page.locator("#chat img, #chat script").count() == 0
    assert visitor.faults == []


def test_a_fault_of_ours_is_an_answer(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("fail")
    assert visitor.last().startswith("Sorry")
    visitor.say("hello")
    assert visitor.last() == "You said hello."
