"""Talking to the page: tap or hold, hands-free, put right by typing, read aloud. The corner shop hears "the bleu one"."""

import pytest

from models.speech import Coming
from tests.browser.conftest import served
from tests.browser.corner_shop import CornerShop
from tests.browser.visitor import BOX

pytestmark = pytest.mark.browser

HEARD = "“the bleu one”"
# A voice that says nothing, and notes what it was asked to say and when it was stopped.
VOICE = """
    window.read = []; window.hushed = 0;
    let speaking = false;
    const near = { name: "near", lang: "en-GB", localService: true }, far = { name: "far", lang: "en-US", localService: false };
    Object.defineProperty(window, "speechSynthesis", { value: {
        get speaking() { return speaking; },
        getVoices: () => window.voices ?? [far, near],
        speak(said) { read.push([said.text, said.voice.name]); speaking = true; },
        cancel() { hushed += speaking; speaking = false; },
    } });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
# What stood in the conversation before the answer came.
NOTE_PENDING = """
    new MutationObserver(() => {
        const pending = document.querySelector(".pending .text");
        if (pending) window.first = [pending.lastChild.textContent, document.querySelectorAll(".chat .answer .text").length];
    }).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture
def speaker(visit, corner_shop, spoken_number_two):
    if spoken_number_two is None:
        pytest.skip("neither flite nor espeak-ng is installed")
    return visit(corner_shop, before=VOICE + NOTE_PENDING)


def listens(page, on=True):
    page.wait_for_function(f"document.querySelector('.mic').classList.contains('on') === {str(on).lower()}")


def hears(page):
    levels = "[...document.querySelectorAll('.meter span')].map(bar => bar.style.getPropertyValue('--level'))"
    page.wait_for_function(f"{levels}.some(level => level > 0.2)")


def test_what_was_heard_stands_there_before_the_answer(speaker):
    speaker.turn(lambda: speaker.page.click(".mic"))
    assert speaker.page.evaluate("first") == [HEARD, 1]           # only the welcome had been said
    assert (speaker.last("said"), speaker.last()) == (HEARD, "You said the bleu one.")
    assert speaker.page.locator(".pending").count() == 0
    assert speaker.chosen() == [3]


def test_the_level_is_shown_while_it_listens(speaker):
    page = speaker.page
    assert page.locator(".meter").is_hidden()
    page.click(".mic")
    hears(page)
    assert page.get_by_role("button", name="Stop listening").get_attribute("aria-pressed") == "true"
    speaker.page.wait_for_selector(".chat .said")
    assert page.locator(".meter").is_hidden()


def test_what_was_misheard_is_put_right_by_typing(speaker):
    speaker.turn(lambda: speaker.page.click(".mic"))
    speaker.page.get_by_role("button", name="Correct what I heard: the bleu one").click()
    assert speaker.page.input_value(BOX) == "the bleu one"
    assert speaker.page.evaluate("document.activeElement.matches('.composer input')")
    speaker.say("hello")
    assert (speaker.last("said"), speaker.last()) == ("hello", "You said hello.")
    assert speaker.page.locator(".mended .said").count() == 1
    assert speaker.chosen() == [] and speaker.page.is_hidden(".undo")    # the step misheard was taken back
    assert speaker.page.locator(".correct:enabled").count() == 0


def test_a_correction_can_be_left(speaker):
    speaker.turn(lambda: speaker.page.click(".mic"))
    speaker.page.click(".correct")
    speaker.page.get_by_role("button", name="Leave it as it was").click()
    speaker.say("hello")
    assert speaker.chosen() == [3] and speaker.page.locator(".mended").count() == 0


@pytest.mark.parametrize("by", ["pointer", "space"])
def test_held_down_it_listens_until_let_go(speaker, by):
    page = speaker.page
    page.evaluate("document.activeElement.blur()")
    box = page.locator(".mic").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down() if by == "pointer" else page.keyboard.down(" ")
    listens(page)
    hears(page)
    page.wait_for_timeout(2500)                                       # longer than the silence that ends a tap
    listens(page)
    speaker.turn(lambda: page.mouse.up() if by == "pointer" else page.keyboard.up(" "))
    assert speaker.last("said") == HEARD


def test_a_second_tap_ends_it_and_escape_throws_it_away(speaker):
    page = speaker.page
    page.click(".mic")
    listens(page)
    page.keyboard.press("Escape")
    listens(page, False)
    assert speaker.shopper.count() == 0
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(" ")
    listens(page)
    page.keyboard.press(" ")
    listens(page, False)


def test_hands_free_it_listens_again_after_every_turn(speaker):
    page = speaker.page
    speaker.turn(lambda: page.click(".toggle.free"))
    listens(page)
    page.keyboard.press("Escape")
    listens(page, False)
    assert page.get_by_role("button", name="Hands-free").get_attribute("aria-pressed") == "false"


def test_replies_are_read_aloud_by_a_voice_that_is_near(speaker):
    page = speaker.page
    speaker.say("hello")
    assert page.evaluate("read") == []
    page.get_by_role("button", name="Read aloud").click()
    speaker.say("hello again")
    assert page.evaluate("read") == [["You said hello again.", "near"]]
    page.click(".mic")                                                # whoever speaks is listened to
    assert page.evaluate("[hushed, speechSynthesis.speaking]") == [1, False]
    page.reload()
    page.wait_for_selector(".chat .said")
    assert page.get_by_role("button", name="Read aloud").get_attribute("aria-pressed") == "true"
    assert page.evaluate("read") == []                                # what was said before is not read again


def test_a_shopper_who_speaks_stops_the_voice(speaker):
    page = speaker.page
    page.click(".toggle.aloud")
    speaker.say("hello")
    assert page.evaluate("speechSynthesis.speaking") is True
    page.click(".toggle.free")
    page.wait_for_function("hushed === 1")
    assert page.locator(".mic.on").count() == 1                      # by the voice, not by a button


def test_without_a_voice_of_its_own_the_browser_reads_nothing(visit, corner_shop):
    visitor = visit(corner_shop, before=VOICE + "window.voices = [{ name: 'far', lang: 'en-US', localService: false }];")
    visitor.page.click(".toggle.aloud")
    assert "no English voice of its own" in visitor.page.inner_text(".status")
    visitor.say("hello")
    assert visitor.page.evaluate("read") == []


def test_the_page_says_how_far_the_better_listener_has_come_and_when_it_listens(visit, browser):
    shop = CornerShop(coming=Coming("whisper base.en", 20_000_000, 145_000_000))
    with served(shop) as url:
        page = visit(url).page
        bar = page.get_by_role("progressbar", name="Fetching whisper base.en, which will listen then")
        assert bar.evaluate("bar => [bar.value, bar.max, bar.title]") == [
            20_000_000, 145_000_000, "whisper base.en is being fetched: 20 of 145 MB"]
        assert page.inner_text(".masthead .listening") == "speech: offline (pocketsphinx)"
        shop.coming = Coming("whisper base.en", 90_000_000, 145_000_000)
        page.wait_for_function("document.querySelector('.masthead progress').value === 90000000")
        shop.coming, shop.listening = None, "whisper base.en"
        page.wait_for_selector(".masthead progress", state="hidden")
        assert page.inner_text(".masthead .listening") == "speech: whisper base.en"
