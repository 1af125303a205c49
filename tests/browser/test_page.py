"""The page as a shopper has it: typed, clicked, spoken, shown a picture; on a desk, on a phone, in the dark."""

import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.wording import short
from tests.browser.corner_shop import HOSTILE
from tests.browser.visitor import BOX, FOUR_TIMES, PHONE, TWICE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
SAMPLE_PICTURES = ROOT / "assets" / "sample" / "pictures"


def test_the_window_opens_whole_and_asks_no_other_host(visitor, sample_shop):
    page = visitor.page
    assert page.title() == "Vitrine"
    assert page.locator(".card").count() == 6
    page.wait_for_function("[...document.querySelectorAll('.card img')].every(img => img.naturalWidth > 0)")
    assert re.fullmatch(r"sample · \d+ items", page.inner_text(".masthead .shop"))
    assert page.inner_text(".masthead .listening").startswith("speech: offline")
    assert all(page.locator(".card img").nth(at).get_attribute("alt") for at in range(6))
    visitor.say("red dresses")
    hosts = {urlsplit(url).netloc for url in visitor.requests if url.startswith("http")}
    assert hosts == {urlsplit(sample_shop).netloc}
    assert visitor.faults == []


def test_the_calls_in_the_readme_are_answered(sample_shop):
    answers = {}
    for name, said in re.findall(r"curl localhost:7860/(\w+) -d '(\{.*\})'", README):
        said = said.replace("SESSION", answers.get("reply", {}).get("session", ""))
        with urllib.request.urlopen(f"{sample_shop}{name}", data=said.encode(), timeout=60) as answer:
            answers[name] = json.loads(answer.read())
    assert (answers["reply"]["intent"], answers["reply"]["selected"]) == ("select", "handbag-pink-01")
    assert len(answers["search"]["items"]) == 3 and answers["search"]["items"][0]["attributes"]["colour"] in ("red", "burgundy")
    assert answers["select"]["item"]["id"] in ("handbag-pink-01", "handbag-pink-02")


def test_words_change_the_window_and_undo_brings_it_back(visitor):
    opened = visitor.titles()
    visitor.say("red dresses")
    assert "dress" in visitor.equation()
    found = visitor.titles()
    assert found != opened and "Dress" in found[0]
    visitor.turn(lambda: visitor.page.click(".undo"))
    assert visitor.titles() == opened


def test_undo_is_there_while_there_is_something_to_undo(visitor):
    undo = visitor.page.locator(".undo")
    assert undo.is_hidden()
    window = visitor.page.locator(".cards").bounding_box()
    visitor.say("red dresses")
    visitor.say("number 2")
    assert undo.is_visible() and visitor.page.locator(".cards").bounding_box() == window
    undo.focus()
    visitor.turn(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.last("said") == "back"
    assert undo.evaluate("undo => undo === document.activeElement")
    visitor.turn(lambda: visitor.page.keyboard.press("Enter"))
    assert undo.is_hidden()


def test_what_is_kept_goes_at_a_click_or_a_key(visitor):
    for words in ("dresses", "under 120", "for women", "cheapest first"):
        visitor.say(words)
    assert visitor.kept() == ["under 120", "for women", "cheapest first"]
    chips = visitor.page.get_by_role("button", name="remove: for women", exact=True)
    visitor.turn(lambda: chips.click())
    assert visitor.kept() == ["under 120", "cheapest first"]
    visitor.page.locator(".equation .chip").first.focus()
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.ariaLabel") == "remove: cheapest first"
    visitor.turn(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.kept() == ["under 120"]
    assert visitor.page.evaluate("document.activeElement.ariaLabel") == "remove: under 120"


def test_a_question_is_answered_by_a_button_until_another_turn_is_taken(visit, corner_shop):
    visitor = visit(corner_shop)
    options = visitor.page.locator(".chat .option")
    visitor.say("which")
    assert options.all_inner_texts() == ["The red one", HOSTILE]
    visitor.turn(lambda: options.first.click())
    assert (visitor.last("said"), visitor.last()) == ("number 1", "You said number 1.")
    assert options.count() == 0
    assert visitor.page.evaluate("document.activeElement.className") == "chat"
    visitor.say("which")
    visitor.page.evaluate("window.asked = [...document.querySelectorAll('.chat .option')]")
    visitor.say("hello")
    assert options.count() == 0
    assert visitor.page.evaluate("asked.length == 2 && asked.every(option => option.disabled)")


def test_a_question_of_the_assistant_has_buttons(visitor):
    """Two that differ in one thing only, so that no words can tell which is meant."""
    visitor.say("handbags")
    visitor.say("compare the first and the second")
    visitor.say("the handbag")
    options = visitor.page.locator(".chat .option")
    assert options.count() == 2 and visitor.page.locator(".card.asked").count() == 2
    visitor.turn(lambda: options.nth(1).click())
    assert len(visitor.chosen()) == 1 and options.count() == 0


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
    visitor.page.wait_for_function("document.querySelector('.chat .said img').naturalWidth > 0")
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
    assert visitor.last("said") == "“number two”"
    assert visitor.chosen() == [2]
    assert "heard" in visitor.page.inner_text(".timings")


def test_without_a_microphone_the_page_says_why(visit, sample_shop):
    visitor = visit(sample_shop, before="Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")
    for ask in (lambda: visitor.page.click(".mic"), lambda: visitor.page.keyboard.press(" ")):
        visitor.page.evaluate("document.activeElement.blur(); document.querySelector('.status').textContent = ''")
        ask()
        visitor.page.wait_for_function("document.querySelector('.status').textContent.includes('https')")


def test_the_cart_counts_and_totals(visitor):
    assert visitor.page.inner_text(".cart").split() == ["Cart"]
    visitor.say("number 1")
    visitor.say("add it to my cart")
    price = visitor.page.locator(".card").first.locator(".price").inner_text()
    assert visitor.page.inner_text(".cart").split() == ["Cart", "1", price]


def test_the_cart_is_laid_out_and_every_line_can_go(visitor):
    prices = [float(text.strip("$")) for text in visitor.page.locator(".card .price").all_inner_texts()]
    visitor.say("add number 1 to my cart")
    visitor.say("add 2 of number 2 to my cart")
    visitor.say("show my cart")
    lines = visitor.page.locator(".exchange:last-child .basket li")
    assert lines.locator(".count").all_inner_texts() == [f"1 × ${prices[0]:.2f}", f"2 × ${prices[1]:.2f}"]
    assert lines.locator(".total").all_inner_texts() == [f"${prices[0]:.2f}", f"${2 * prices[1]:.2f}"]
    total = visitor.page.locator(".exchange:last-child .sum strong").inner_text()
    assert total == f"${prices[0] + 2 * prices[1]:.2f}" == visitor.page.inner_text(".cart .total")
    visitor.turn(lambda: visitor.page.get_by_role("button", name=f"remove: {visitor.titles()[1]}").click())
    assert visitor.last("said") == "remove 2 of number 2 from my cart"
    assert visitor.page.inner_text(".cart").split() == ["Cart", "1", f"${prices[0]:.2f}"]
    assert lines.count() == 1 and visitor.page.locator(".basket .remove:enabled").count() == 1
    visitor.turn(lambda: lines.locator(".remove").click())
    assert visitor.page.inner_text(".cart").split() == ["Cart"]


def test_two_items_side_by_side(visitor):
    visitor.say("handbags")
    visitor.say("compare number 1 and number 2")
    table = visitor.page.locator(".compared table")
    assert table.locator("thead th .title").all_inner_texts()[0].startswith("1 ")
    assert table.locator("thead img").evaluate_all("all => all.map(img => img.alt)") == visitor.page.locator(
        ".card .view-0").evaluate_all("all => all.slice(0, 2).map(img => img.alt)")
    visitor.page.wait_for_function("[...document.querySelectorAll('.compared img')].every(img => img.naturalWidth > 0)")
    differ = table.locator(".differ tr:not(.heading)").all_inner_texts()
    assert all(one != other for _, one, other in (text.split("\t") for text in differ)) and len(differ) >= 1
    assert "kind\thandbag" in [text.lower() for text in table.locator(".same tr:not(.heading)").all_inner_texts()]
    assert visitor.page.locator(".compared").evaluate("frame => frame.scrollWidth == frame.clientWidth")


def test_turns_made_at_once_are_all_answered_in_order(visitor):
    for place in range(4):
        visitor.page.locator(".card").nth(place).click()
    visitor.page.wait_for_function("document.querySelectorAll('.chat .said').length == 4")
    said = visitor.shopper.locator(".text").evaluate_all("all => all.map(said => said.lastChild.textContent)")
    assert said == [f"number {n}" for n in (1, 2, 3, 4)]
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


def test_a_long_equation_is_whole_on_a_phone(visit, sample_shop):
    visitor = visit(sample_shop, viewport=PHONE, has_touch=True)
    visitor.say("red dresses")
    visitor.say("number 1")
    visitor.say("like this but in black")
    visitor.say("more formal")
    assert len(visitor.right_edges(".equation .term")) == 4
    assert max(visitor.right_edges(".equation .term, .equation .chip, .equation .undo")) <= PHONE["width"]


def test_at_twice_the_size_there_is_room_for_an_item_and_for_words(visit, sample_shop):
    visitor = visit(sample_shop, viewport=TWICE)
    visitor.say("red dresses")
    visitor.say("number 2")
    boxes = [visitor.page.locator(part).first.bounding_box() for part in (".card.chosen", ".exchange:last-child .answer", BOX)]
    assert min(box["y"] for box in boxes) >= 0 and max(box["y"] + box["height"] for box in boxes) <= 400
    assert max(box["x"] + box["width"] for box in boxes) <= 640
    assert visitor.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [640, 400]


def test_at_four_times_the_size_it_is_read_from_top_to_bottom(visit, sample_shop):
    page = visit(sample_shop, viewport=FOUR_TIMES).page
    width, height = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert width == 320 and height > 600
    tops = [page.locator(part).first.bounding_box()["y"] for part in (".masthead", ".composer", ".chat", ".card")]
    assert tops == sorted(tops)
    page.locator(".card").last.scroll_into_view_if_needed()
    assert page.locator(".card").last.bounding_box()["y"] < 200


def test_what_is_picked_is_in_sight_though_the_conversation_takes_room_or_gives_it_back(visit, sample_shop):
    visitor = visit(sample_shop, viewport=PHONE, has_touch=True, reduced_motion="reduce")
    visitor.say("handbags")
    visitor.say("number 6")
    for words in ("compare the first and the second", "add the first to my cart"):
        visitor.say(words)
        visitor.page.wait_for_function("""() => {
            const [card, view] = [".card.chosen", "#window"].map(each => document.querySelector(each).getBoundingClientRect());
            return card.top >= view.top - 1 && Math.min(card.bottom, card.top + view.height) <= view.bottom + 1;
        }""", timeout=2000)


def test_a_page_of_six_fills_a_large_screen(visit, sample_shop):
    page = visit(sample_shop, viewport={"width": 1920, "height": 1080}, reduced_motion="reduce").page
    boxes = [page.locator(".card").nth(at).bounding_box() for at in range(6)]
    assert boxes[0]["y"] == boxes[2]["y"] < boxes[3]["y"] == boxes[5]["y"]
    assert 900 < boxes[5]["y"] + boxes[5]["height"] <= 1080 and page.locator(".tile").first.bounding_box()["height"] > 320


def test_things_to_try_go_with_the_conversation(visit, corner_shop):
    visitor = visit(corner_shop)
    examples = visitor.page.locator(".examples .example")
    assert examples.all_inner_texts() == ["the first one", HOSTILE]
    examples.first.focus()
    visitor.turn(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.last() == "You said the first one."
    assert examples.first.evaluate("example => example === document.activeElement")
    visitor.say("pick")
    assert examples.all_inner_texts() == ["the second one", HOSTILE]
    visitor.turn(lambda: examples.nth(1).click())
    assert visitor.last("said") == HOSTILE and visitor.faults == []


def test_the_dark_page_is_dark(visit, sample_shop):
    colours = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    light, dark = (visit(sample_shop, color_scheme=scheme).page.evaluate(colours) for scheme in ("light", "dark"))
    assert min(light[:3]) > 200 and max(dark[:3]) < 60


def test_reduced_motion_moves_nothing(visit, corner_shop):
    page = visit(corner_shop, reduced_motion="reduce").page
    assert page.locator(".slot").first.evaluate("slot => getComputedStyle(slot).animationName") == "none"
    page.locator(".card").first.hover()
    page.wait_for_selector(".turned .view-1.loaded")
    moving = ".card, .card .view, .cards, .closer, .ring, .adds"
    assert set(page.eval_on_selector_all(moving, "all => all.map(each => getComputedStyle(each).transitionDuration)")) == {"0s"}


def described(card):
    """What a screen reader says of the picture that the card shows."""
    return card.evaluate("card => document.getElementById(card.getAttribute('aria-describedby')).alt")


def test_a_second_view_is_shown_under_the_pointer_or_the_focus(visit, corner_shop):
    visitor = visit(corner_shop)
    page, cards = visitor.page, visitor.page.locator(".card")
    assert [cards.nth(at).locator(".dots").count() for at in range(3)] == [1, 1, 0]
    assert described(cards.first) == "drawn from the front"
    assert not any("view=1" in url for url in visitor.requests)
    cards.first.hover()
    page.wait_for_selector(".view-1.loaded")
    page.wait_for_function("getComputedStyle(document.querySelector('.view-0')).opacity == 0")   # faded over
    assert cards.first.locator(".view-1").evaluate("img => getComputedStyle(img).opacity") == "1"
    assert described(cards.first) == "drawn from behind"
    cards.nth(2).hover()
    assert described(cards.first) == "drawn from the front"
    page.locator(".cart").focus()
    page.keyboard.press("Tab")
    assert described(cards.first) == "drawn from behind"
    page.keyboard.press("Tab")
    assert described(cards.first) == "drawn from the front"


def test_a_finger_that_stays_shows_the_second_view_and_picks_nothing(visit, corner_shop):
    visitor = visit(corner_shop, viewport=PHONE, has_touch=True)
    box = visitor.page.locator(".card").first.bounding_box()
    touch = visitor.page.context.new_cdp_session(visitor.page)
    point = {"x": box["x"] + 60, "y": box["y"] + 60}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    visitor.page.wait_for_selector(".card.turned .view-1.loaded")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    visitor.page.wait_for_selector(".card:not(.turned)")
    visitor.turn(lambda: visitor.page.touchscreen.tap(point["x"], point["y"]))
    assert (visitor.shopper.count(), visitor.last("said")) == (1, "number 1")
    assert visitor.page.locator(".turned").count() == 0


def test_whole_pictures_are_fetched_on_demand(visit, corner_shop):
    visitor = visit(corner_shop)
    page = visitor.page
    page.wait_for_function("[...document.querySelectorAll('.card img')].every(img => img.naturalHeight == 360)")
    pictures = [urlsplit(url).query for url in visitor.requests if "/picture/" in url]
    assert len(pictures) == 3 and all("px=360" in query for query in pictures)
    page.locator(".slot").first.hover()
    page.get_by_role("button", name="Look closer: Red dress").click()
    page.wait_for_function("[...document.querySelectorAll('.enlarged img')].every(img => img.naturalHeight == 800)")
    assert page.locator(".enlarged img").evaluate_all("all => all.map(img => img.alt)") == [
        "drawn from the front", "drawn from behind"]
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    page.wait_for_selector(".enlarged", state="detached")
    assert visitor.shopper.count() == 0


def test_a_fine_screen_gets_fine_pictures(visit, corner_shop):
    page = visit(corner_shop, device_scale_factor=2).page
    page.wait_for_function("[...document.querySelectorAll('.card img')].every(img => img.currentSrc.endsWith('px=640'))")


def test_a_turn_is_light_and_no_picture_is_sent_twice(visit, sample_shop):
    visitor = visit(sample_shop, device_scale_factor=2)
    network = visitor.page.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    pictures, sent = set(), {}
    network.on("Network.responseReceived", lambda event: pictures.add(event["requestId"]) if (
        "/picture/" in event["response"]["url"]) else None)
    network.on("Network.dataReceived", lambda event: sent.update(
        {event["requestId"]: sent.get(event["requestId"], 0) + event["encodedDataLength"]}))

    def after(words):
        sent.clear()
        visitor.say(words)
        visitor.page.wait_for_function("[...document.querySelectorAll('img')].every(img => img.complete)")
        return sum(sent.values()), sum(size for request, size in sent.items() if request in pictures)

    for words in ("red dresses", "compare number 1 and number 2", "handbags", "more", "add number 1 to my cart"):
        every, _ = after(words)
        assert every <= 300_000
    assert after("show my cart")[1] == after("back")[1] == 0


def test_titles_words_and_replies_are_literal(visit, corner_shop):
    visitor = visit(corner_shop)
    assert visitor.titles()[1] == HOSTILE
    visitor.say(HOSTILE)
    assert visitor.last("said") == HOSTILE
    assert visitor.last() == f"You said {HOSTILE}."
    visitor.say("compare")
    assert visitor.page.locator(".compared thead th").first.inner_text() == f"2 {short(HOSTILE)}"
    assert visitor.page.locator(".compared .differ td").first.inner_text() == HOSTILE
    visitor.say("show my cart")
    assert visitor.page.locator(".basket .title").first.inner_text() == HOSTILE
    visitor.say("which")
    assert HOSTILE in visitor.equation()
    assert visitor.kept()[0] == HOSTILE
    visitor.turn(lambda: visitor.page.locator(".chat .option").nth(1).click())
    assert visitor.last("said") == HOSTILE
    visitor.say("which")
    visitor.turn(lambda: visitor.page.locator(".chip").first.click())
    assert visitor.last("said") == f"drop {HOSTILE}"
    visitor.say("pick")
    assert visitor.page.locator(".card.chosen .reason").inner_text() == HOSTILE
    visitor.page.click(".how summary")
    assert visitor.page.locator(".how .why").inner_text() == f"It is {HOSTILE}."
    assert visitor.page.locator(".candidate .title").first.inner_text() == f"2 {short(HOSTILE)}"
    visitor.page.locator(".slot").nth(1).hover()
    visitor.page.locator(".closer").nth(1).click()
    assert visitor.page.locator(".enlarged .title").inner_text() == HOSTILE
    assert visitor.page.locator("img[src=x], .chat script, .equation script, .enlarged script").count() == 0
    assert visitor.faults == []


def test_a_fault_of_ours_is_an_answer(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("fail")
    assert visitor.last().startswith("Sorry")
    visitor.say("hello")
    assert visitor.last() == "You said hello."
