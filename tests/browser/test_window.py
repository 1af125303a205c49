"""What the window explains and lets be changed: weights, what adds to a score, how it was known, the ring, the cart's drawer."""

import base64
import threading
from concurrent.futures import Future

import pytest

from demo.cards import picture_url
from demo.serving.door import Door
from demo.serving.progress import Progress
from demo.serving.settings import Serving
from tests.browser.corner_shop import HOSTILE, CornerShop
from tests.browser.running import free_port
from tests.browser.visitor import BOX, PHONE

pytestmark = pytest.mark.browser


def rest(page):
    """Waits until everything that moves has come to rest."""
    page.evaluate("Promise.allSettled(document.getAnimations().filter(move => move.effect.getTiming().iterations === 1)"
                  ".map(move => move.finished))")


# ---- the equation ----------------------------------------------------------------------------------------------------


def test_a_term_alone_has_no_weight(visit, corner_shop):
    visitor = visit(corner_shop)
    assert visitor.page.locator(".weight").count() == 1 and visitor.page.locator(".weight").is_hidden()


def test_a_slider_searches_anew_and_keeps_the_focus(visitor):
    visitor.say("red dresses")
    visitor.say("number 1")
    visitor.say("like this but in black")
    before, said = visitor.titles(), visitor.shopper.count()
    slider = visitor.page.get_by_role("slider", name="How much “+ black” counts")
    slider.focus()
    told = visitor.quietly(lambda: [visitor.page.keyboard.press("ArrowLeft") for _ in range(9)])
    assert told.startswith("Weighed anew") and visitor.titles() != before
    assert visitor.shopper.count() == said                      # the conversation stays as it was
    assert slider.evaluate("slider => slider === document.activeElement")
    assert float(slider.input_value()) == pytest.approx(0.1)
    visitor.turn(lambda: visitor.page.click(".undo"))
    assert visitor.titles() == before and float(slider.input_value()) == 1.0


def test_an_item_under_the_pointer_says_what_every_term_adds(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("which")
    page, card = visitor.page, visitor.page.locator(".card").first
    assert card.locator(".add").all_inner_texts() == ["this picture\n+0.25", f"+ {HOSTILE}\n−0.10", "its own words\n+0.50"]
    assert card.get_attribute("aria-describedby").split()[1] == card.locator(".adds").get_attribute("id")
    assert page.locator(".equation .adds").all_inner_texts() == ["", ""]
    card.locator(".about").hover()
    page.wait_for_function("getComputedStyle(document.querySelector('.card .adds')).opacity == 1")
    assert page.locator(".equation .adds").all_inner_texts() == ["+0.25", "−0.10"]
    page.locator(".masthead .shop").hover()
    assert page.locator(".equation .adds").all_inner_texts() == ["", ""]


def test_a_term_under_the_focus_says_what_it_adds_to_every_item(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("which")
    reasons = visitor.page.locator(".card .reason")
    assert reasons.all_inner_texts() == ["by its look", HOSTILE, "by its look"]
    visitor.page.locator(".weight").first.focus()
    assert reasons.all_inner_texts() == ["+0.25 by this picture"] * 3
    visitor.page.locator(BOX).focus()
    assert reasons.all_inner_texts() == ["by its look", HOSTILE, "by its look"]


# ---- what was picked ---------------------------------------------------------------------------------------------------


def test_how_it_was_known_is_told_when_asked(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("pick")
    how = visitor.page.locator(".exchange:last-child .how")
    assert how.locator(".candidate").first.is_hidden()
    how.locator("summary").focus()
    visitor.page.keyboard.press("Enter")
    rows = how.locator(".candidate")
    rows.first.wait_for()
    assert rows.locator(".share").all_inner_texts() == ["90 %", "10 %"]
    assert rows.first.locator(".source").all_inner_texts() == ["its picture", "its words"]
    assert rows.locator(".value").all_inner_texts() == ["+2.5", "+6.0", "+0.0", "+0.0"]


def test_the_top_three_are_told_with_their_sources(visitor):
    visitor.say("red dresses")
    visitor.say("the pink one")
    visitor.page.click(".exchange:last-child .how summary")
    rows = visitor.page.locator(".exchange:last-child .candidate")
    assert rows.count() == 3
    assert set(rows.first.locator(".source").all_inner_texts()) >= {"its picture", "its words", "the conversation"}


def ring_and_chosen(page):
    rest(page)
    return page.evaluate("""() => [".ring.on", ".slot:has(.chosen)"].map(each => {
        const box = document.querySelector(each)?.getBoundingClientRect();
        return box && [box.x, box.y, box.width, box.height].map(Math.round);
    })""")


def test_the_ring_moves_to_what_is_chosen(visitor):
    page = visitor.page
    assert page.locator(".ring.on").count() == 0
    for place in (1, 6):
        visitor.say(f"number {place}")
        ring, chosen = ring_and_chosen(page)
        assert max(abs(one - other) for one, other in zip(ring, chosen, strict=True)) <= 1
    assert page.locator(".ring.moves").count() == 1 and page.locator(".ring").count() == 1
    visitor.say("red dresses")
    assert page.locator(".ring.on").count() == 0


def test_with_reduced_motion_the_ring_is_simply_there(visit, bazaar):
    visitor = visit(bazaar, reduced_motion="reduce")
    visitor.say("number 1")
    visitor.say("number 2")
    assert visitor.page.locator(".ring.moves").evaluate("ring => getComputedStyle(ring).transitionDuration") == "0s"


# ---- the cart's drawer --------------------------------------------------------------------------------------------------


def test_the_drawer_counts_steps_and_totals(visit, corner_shop):
    visitor = visit(corner_shop)
    page = visitor.page
    page.click(".cart")
    drawer = page.get_by_role("dialog", name="Your cart")
    assert drawer.locator(".empty").is_visible() and drawer.locator(".sum").is_hidden()
    page.keyboard.press("Escape")
    visitor.say("show my cart")                       # the corner shop puts things in
    page.click(".cart")
    assert drawer.locator("li .title").all_inner_texts() == [HOSTILE, "Red dress"]
    assert (drawer.locator(".count").all_inner_texts(), drawer.locator(".sum strong").inner_text()) == (["1", "2"], "£48.00")
    visitor.quietly(lambda: drawer.get_by_role("button", name="One more of Red dress").click())
    assert (drawer.locator(".count").all_inner_texts(), drawer.locator(".sum strong").inner_text()) == (["1", "3"], "£72.00")
    assert page.evaluate("document.activeElement.className") == "more"
    visitor.quietly(lambda: drawer.get_by_role("button", name="One less of Red dress").click())
    assert drawer.locator(".sum").inner_text().split() == ["3", "items", "£48.00"]
    visitor.quietly(lambda: drawer.get_by_role("button", name="Remove Red dress").click())
    assert drawer.locator("li").count() == 1
    assert page.evaluate("document.activeElement.className") == "remove"      # of the line that is left
    page.keyboard.press("1")
    page.mouse.click(40, 300)
    assert drawer.is_hidden() and visitor.shopper.count() == 1
    assert page.locator("img[src=x]").count() == 0 and visitor.faults == []


def test_the_drawer_can_be_emptied_and_undone(visitor):
    visitor.say("add number 1 to my cart")
    visitor.page.click(".cart")
    visitor.turn(lambda: visitor.page.click(".drawer .clear"))
    assert visitor.page.inner_text(".cart").split() == ["Cart"]
    visitor.turn(lambda: visitor.page.click(".undo"))
    assert visitor.page.inner_text(".cart").split()[:2] == ["Cart", "1"]


def test_the_drawer_fits_a_phone(visit, corner_shop):
    visitor = visit(corner_shop, viewport=PHONE, has_touch=True)
    visitor.say("show my cart")
    visitor.page.click(".cart")
    rest(visitor.page)
    box = visitor.page.locator(".drawer").bounding_box()
    assert (box["x"] + box["width"], box["height"]) == (390, 844)
    assert max(visitor.right_edges(".drawer *")) <= 390


# ---- pictures brought along -----------------------------------------------------------------------------------------------


BRING = """async ([data, how]) => {
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0)), transfer = new DataTransfer();
    transfer.items.add(new File([bytes], how.name, { type: how.type }));
    const settings = { bubbles: true, cancelable: true };
    const event = name => new DragEvent(name, { ...settings, dataTransfer: transfer });
    const drag = name => document.querySelector(how.at).dispatchEvent(event(name));
    if (how.paste) return !document.dispatchEvent(new ClipboardEvent("paste", { ...settings, clipboardData: transfer }));
    drag("dragover");
    const over = document.body.classList.contains("dropping");
    drag("drop");
    return over && !document.body.classList.contains("dropping");
}"""


def bring(visitor, *, name="mine.png", type="image/png", at=".card", paste=False):
    picture = CornerShop().catalogue.store.picture("a").picture
    return visitor.page.evaluate(BRING, [base64.b64encode(picture).decode(),
                                         {"name": name, "type": type, "at": at, "paste": paste}])


@pytest.mark.parametrize("where", [{"at": ".card"}, {"at": ".chat"}, {"at": ".masthead"}, {"paste": True}])
def test_a_picture_is_taken_wherever_it_is_dropped_or_pasted(visit, corner_shop, where):
    visitor = visit(corner_shop)
    assert bring(visitor, **where)
    visitor.page.wait_for_selector(".held img")
    assert visitor.page.evaluate("document.activeElement.matches('.composer input')")
    visitor.say("in black")
    assert visitor.last("said") == "in black" and visitor.page.locator(".chat .said img").count() == 1
    bring(visitor, **where)
    visitor.page.wait_for_selector(".held img")
    visitor.turn(lambda: visitor.page.keyboard.press("Enter"))        # without words
    assert visitor.page.locator(".chat .said img").count() == 2


def test_what_is_no_picture_is_not_taken(visit, corner_shop):
    visitor = visit(corner_shop)
    bring(visitor, name="<b>note</b>.txt", type="text/plain")
    visitor.page.wait_for_function("document.querySelector('.status').textContent.startsWith('<b>note</b>.txt is no picture')")
    bring(visitor)
    visitor.page.wait_for_selector(".held img")
    visitor.page.locator(BOX).press("Escape")
    assert visitor.page.locator(".held").is_hidden()


# ---- coming back, and waiting ---------------------------------------------------------------------------------------------


def test_a_reload_finds_everything_as_it_was(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("show my cart")
    visitor.say("which")

    def now():
        parts = (".equation .term", ".cart", ".card .title", ".chat .text")
        return [visitor.page.locator(part).all_inner_texts() for part in parts]

    before = now()
    visitor.page.reload()
    visitor.page.wait_for_selector(".chat .said")
    assert now() == before
    assert visitor.page.locator(".chat .option:enabled, .basket button:enabled").count() == 0   # that moment is over
    visitor.say("hello")
    assert visitor.last() == "You said hello."


def test_another_tab_is_another_visitor(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("show my cart")
    other = visitor.page.context.new_page()
    other.goto(corner_shop)
    other.wait_for_selector(".card")
    assert other.inner_text(".cart").split() == ["Cart"]


def test_what_was_said_while_the_connection_was_lost_is_not_lost(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("show my cart")
    visitor.page.context.set_offline(True)
    visitor.page.fill(BOX, "red dresses")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_function("sessionStorage.getItem('vitrine.unsent')")
    visitor.page.context.set_offline(False)
    visitor.page.reload()
    visitor.page.wait_for_selector(".chat .said")
    assert visitor.page.input_value(BOX) == "red dresses"
    visitor.turn(lambda: visitor.page.press(BOX, "Enter"))
    assert visitor.last() == "You said red dresses."
    assert visitor.page.inner_text(".cart").split() == ["Cart", "3", "£48.00"]


def test_the_page_says_how_far_the_shop_has_come_until_it_is_open(browser):
    from demo import ui

    shop, opening = Future(), Progress()
    door = Door.of(shop.result, picture_url, Serving(), opening)
    page = ui.launch(ui.build(shop.result, door=door), shop.result, host="127.0.0.1", port=free_port(), door=door)
    tab = browser.new_page()
    try:
        opening.step("looking at the pictures", 792)
        opening.advance(320)
        tab.goto(page.local_url)
        tab.wait_for_selector(".slot.ghost")
        tab.wait_for_function("document.body.innerText.includes('looking at the pictures, 320 of 792')")
        threading.Timer(0.1, lambda: (opening.finish(), shop.set_result(CornerShop()))).start()
        tab.wait_for_selector(".card")
        tab.wait_for_function("!document.body.innerText.includes('320 of 792')")
    finally:
        tab.close()
        shop.cancel()
        page.close()
