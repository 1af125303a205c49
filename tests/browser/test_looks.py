"""How the page looks and who can use it: axe-core, sixty cards, and stored screens, compared loosely."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.browser.visitor import PHONE, TWICE

pytestmark = pytest.mark.browser

SCREENS = Path(__file__).parent / "screens"
SCREEN_PX = 480                # the long side of a stored screen
MOST_DIFFERENT = 12.0          # mean difference of 255: fonts differ from machine to machine, a lost column does not pass
WORST_TILE = 60.0              # of the same in any of 6 x 6 parts
SERIOUS = ("serious", "critical")


def findings(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    found = axe.Axe().run(page).response["violations"]
    return [(each["id"], node["html"]) for each in found if each["impact"] in SERIOUS for node in each["nodes"]]


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, {"viewport": PHONE, "has_touch": True}, {"viewport": TWICE}],
                         ids=["light", "dark", "phone", "twice"])
def test_axe_finds_nothing_serious(visit, corner_shop, settings):
    visitor = visit(corner_shop, reduced_motion="reduce", **settings)
    page = visitor.page
    assert findings(page) == []
    for words in ("which", "pick", "compare", "show my cart"):
        visitor.say(words)
        if words == "pick":
            page.click(".how summary")
        assert findings(page) == [], words
    page.locator(".card").first.focus()
    assert findings(page) == []
    for opens, closes in ((".cart", ".drawer .close"), (".bring", ".bringing .close"), (".closer", ".enlarged .close")):
        page.locator(".slot").first.hover() if opens == ".closer" else None
        page.locator(opens).first.click()
        page.wait_for_selector(closes)
        assert findings(page) == [], opens
        page.click(closes)


def test_every_control_has_a_name_and_a_place_in_the_order_of_tabs(visit, corner_shop):
    visitor = visit(corner_shop)
    visitor.say("which")
    page = visitor.page
    page.locator(".cart").focus()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("(now => now.className || now.tagName)(document.activeElement)"))
    order = ["weight", "chip", "undo", "card", "option", "round camera", "toggle free"]
    places = [next(at for at, name in enumerate(seen) if name.split()[:len(part.split())] == part.split()) for part in order]
    assert places == sorted(places)


NOTE_CHANGES = """() => {
    window.changed = new Set();
    const note = ({ target }) => target.matches(".view") || changed.add(target.closest(".slot"));    // a picture may come late
    new MutationObserver(all => all.forEach(note))
        .observe(document.querySelector(".cards"), { subtree: true, childList: true, attributes: true, attributeFilter: [
            "class", "aria-label", "aria-pressed", "data-place", "src"] });
}"""


def test_of_sixty_cards_a_turn_changes_those_that_changed(visit, bazaar):
    visitor = visit(bazaar)
    page = visitor.page
    assert page.locator(".card").count() == 60
    visitor.say("number 7")
    page.evaluate(NOTE_CHANGES)
    visitor.say("number 9")
    places = page.evaluate("[...changed].filter(Boolean).map(slot => slot.firstChild.dataset.place)")
    assert sorted(places) == ["7", "9"]
    page.evaluate("document.querySelectorAll('.card').forEach(card => card.mark = card.dataset.place)")
    visitor.say("turn around")
    assert page.evaluate("[...document.querySelectorAll('.card')].map(card => card.mark)") == [
        str(number) for number in range(60, 0, -1)]


def small(picture):
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((SCREEN_PX, SCREEN_PX), Image.Resampling.LANCZOS)
    return image


def differences(one, other):
    """The mean difference of two pictures, 0 to 255: of the whole, and of the worst of 6 x 6 parts."""
    apart = ImageChops.difference(one, other).convert("L")
    width, height = apart.size
    parts = [apart.crop((width * x // 6, height * y // 6, width * (x + 1) // 6, height * (y + 1) // 6))
             for x in range(6) for y in range(6)]
    return ImageStat.Stat(apart).mean[0], max(ImageStat.Stat(part).mean[0] for part in parts)


@pytest.mark.parametrize(("name", "settings"), [
    ("desk", {}), ("dark", {"color_scheme": "dark"}), ("phone", {"viewport": PHONE, "has_touch": True})])
def test_the_page_looks_as_it_did(visit, sample_shop, name, settings):
    visitor = visit(sample_shop, reduced_motion="reduce", **settings)
    page = visitor.page
    visitor.say("number 2")            # nothing that a newly trained encoder would order otherwise
    page.wait_for_function("[...document.querySelectorAll('.card img')].slice(0, 4).every(img => img.naturalWidth > 0)")
    page.evaluate("document.querySelector('.timings').textContent = ''")
    page.mouse.move(0, 0)
    taken, stored = small(page.screenshot()), SCREENS / f"{name}.webp"
    if not stored.exists():                    # to renew one: delete it, run this, and look at what was stored
        taken.save(stored, quality=70)
        pytest.fail(f"{stored.name} was not there and is now; look at it, and run this again")
    whole, worst = differences(taken, Image.open(stored).convert("RGB"))
    assert whole <= MOST_DIFFERENT and worst <= WORST_TILE
