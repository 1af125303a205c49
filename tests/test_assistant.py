"""Conversations with the ten-item shop of conftest.py: every intent does its job."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from demo.assistant import Assistant, Settings
from demo.dialogue import Turn
from models.speech import Heard
from tests.conftest import paint


def talk(assistant, *turns, session=None):
    """The replies to these texts, one after the other."""
    replies = []
    for text in turns:
        replies.append(assistant.reply(Turn(text=text, session=session)))
        session = replies[-1].session
    return replies


def say(assistant, *turns):
    return talk(assistant, *turns)[-1]


def test_a_conversation_opens_with_a_page_that_shows_every_kind(assistant):
    session = assistant.open()
    assert len(session.grid) == 6 and session.selected is None
    assert {assistant.item(item).kind for item in session.grid[:3]} == {"Dress", "Bag", "Watch"}


def test_search_puts_look_and_words_together(assistant):
    reply = say(assistant, "show me red dresses")
    assert reply.intent == "search" and reply.grid[0] == "d1" and reply.query.text == "red dresses"
    assert len(reply.session.scores) == 4 and reply.session.scores[0] == max(reply.session.scores)


def test_search_with_a_limit_and_without_a_value(assistant):
    assert say(assistant, "dresses under 90 dollars that are not red").grid == ("d2",)
    reply = say(assistant, "dresses that are not red")
    assert "d1" not in reply.grid and ("colour", "!=", "Red") in reply.query.filters


def test_select_by_look_place_price_and_exclusion(assistant):
    page = say(assistant, "dresses")
    assert set(page.grid[:4]) == {"d1", "d2", "d3", "d4"}
    for said, item in (("the blue dress", "d2"), ("number one", page.grid[0]), ("the most expensive", "d3"),
                       ("the silk one that is not black", "d4")):
        assert talk(assistant, said, session=page.session)[0].selected == item
    reply = talk(assistant, "the blue dress", session=page.session)[0]
    assert reply.candidates[0][0] == "d2" and sum(score for _, score in reply.candidates) == pytest.approx(1, abs=1e-3)


def test_select_on_pixels_alone(assistant, encoder):
    assistant = Assistant(assistant.catalogue, encoder, settings=Settings(pixels_only=True))
    page = say(assistant, "dresses")
    assert talk(assistant, "the blue dress", session=page.session)[0].selected == "d2"


def test_a_click_does_the_same_as_its_number(assistant):
    clicked = assistant.reply(Turn(click=2))
    assert clicked.intent == "select" and clicked.session == say(assistant, "number two").session


def test_a_question_when_two_could_be_meant_and_its_answer(assistant):
    page = say(assistant, "dresses")
    asked = talk(assistant, "the dress", session=page.session)[0]
    assert asked.intent == "clarify" and asked.selected is None and len(asked.session.pending) == 2
    assert asked.say.count("one (") == 2 and asked.say.endswith("?")
    first, second = asked.session.pending
    assert talk(assistant, "the second", session=asked.session)[0].selected == second
    colour = assistant.item(first).attributes["colour"].lower()
    assert talk(assistant, f"the {colour} one", session=asked.session)[0].selected == first


def test_what_is_not_on_the_page_is_searched(assistant):
    reply = say(assistant, "dresses under 100", "the watch")
    assert (reply.intent, reply.selected) == ("search", None) and set(reply.grid) == {"w1", "w2"}


def test_a_named_kind_is_all_that_is_shown_and_an_absent_value_is_said(assistant):
    page, reply = talk(assistant, "watches", "the red one")
    assert set(page.grid) == {"w1", "w2"} and page.query.filters == (("kind", "=", "Watch"),)
    assert (reply.intent, reply.selected) == ("none", None) and "None of these is red" in reply.say


def test_refine_swaps_the_colour_and_keeps_the_kind(assistant):
    reply = say(assistant, "show me red dresses", "the first", "like this but in blue")
    assert reply.intent == "refine" and reply.grid[0] == "d2" and "d1" not in reply.grid
    assert (reply.query.like, reply.query.plus, reply.query.minus) == ("d1", ("blue",), ("red",))
    assert {assistant.item(item).kind for item in reply.grid} == {"Dress"}
    again = talk(assistant, "make it green", session=reply.session)[0]
    assert again.grid[0] == "d4" and again.query.plus == ("green",)


def test_minus_and_plus(assistant):
    reply = say(assistant, "black bags", "the first", "minus black plus red")
    assert reply.grid[0] == "b1" and reply.query.minus == ("black",)


def test_cheaper_than_the_item_meant(assistant):
    reply = say(assistant, "dresses", "the black one", "cheaper")
    assert all(assistant.item(item).price < 120 for item in reply.grid) and "d1" in reply.grid


def test_filter_sort_more_and_back(assistant):
    replies = talk(assistant, "bags", "under 50", "cheapest first", "more", "back", "back", "back")
    assert replies[1].query.filters == (("kind", "=", "Bag"), ("price", "<", 50.0))
    assert replies[2].grid == ("b4", "b2", "b1")
    assert replies[3].grid == replies[2].grid and replies[3].intent == "more"
    assert replies[4].session == replies[1].session and replies[5].session == replies[0].session
    assert replies[6].grid == assistant.open().grid


def test_more_goes_on_where_the_page_ended(assistant):
    first, second = talk(assistant, "leather", "more")
    assert len(first.grid) == 6 and len(second.grid) == 4 and not set(first.grid) & set(second.grid)


def test_nothing_that_matches_leaves_the_page(assistant):
    before, reply = talk(assistant, "bags", "under 2 dollars")
    assert reply.grid == before.grid and "Nothing" in reply.say and reply.session == before.session


def test_compare_names_what_differs(assistant):
    reply = say(assistant, "dresses", "compare the first and the second")
    rows = {row[0]: row[1:] for row in reply.table}
    assert reply.intent == "compare" and {"price", "colour"} <= set(rows) and "kind" not in rows
    assert all(a != b for name, (a, b) in rows.items() if name)


def test_describe_and_one_attribute(assistant):
    replies = talk(assistant, "dresses", "the silk one that is not black", "what is it made of?", "is it cotton?",
                   "how much is it?")
    assert "silk" in replies[2].say and replies[3].say.startswith("No") and "$95" in replies[4].say


def test_the_cart(assistant):
    replies = talk(assistant, "bags", "the red one", "add it to my cart", "add the cheapest to my cart", "show my cart",
                   "remove the red one from my cart", "empty my cart", "back")
    assert replies[2].cart == ("b1",) and replies[3].cart == ("b1", "b4")
    assert "$70.00 in all" in replies[4].say
    assert replies[5].cart == ("b4",) and replies[6].cart == () and replies[7].cart == ("b4",)


def test_it_without_a_selection_is_asked_about(assistant):
    reply = say(assistant, "add it to my cart")
    assert reply.intent == "clarify" and reply.cart == ()


def test_what_may_be_said_next_is_about_the_page_the_item_or_the_question(assistant):
    session = assistant.open()
    assert assistant.examples(session) == (
        "show me red bags", "number two", "the cheapest", "under 50", "compare the first and the second",
        "add number one to my cart", "more", "back")
    assert assistant.examples(replace(session, selected="d1"))[:2] == ("what is it made of?", "like this but in blue")
    assert assistant.examples(assistant.reply(Turn(text="the red one")).session)[0] == "the first"
    one_green = replace(session, grid=("d1", "d3", "d4", "b1", "b2"))
    assert assistant.examples(one_green)[1] == "the green one"


def test_help_speaks_of_this_page_and_reset_can_be_undone(assistant):
    assert "red" in say(assistant, "red dresses", "help").say
    replies = talk(assistant, "bags", "the first", "add it to my cart", "start over", "back")
    assert replies[3].cart == () and replies[3].grid == assistant.open().grid and len(replies[4].cart) == 1


def test_silence_and_nonsense_are_replies(assistant):
    for text in ("", "   ", "?!", "🙂"):
        assert say(assistant, text).intent == "none"


def test_a_shop_without_prices_says_so(store, encoder, assistant):
    assistant.shop = replace(assistant.shop, numbers=frozenset())
    reply = say(assistant, "bags under 50")
    assert reply.say.startswith("This shop states no price.") and reply.query.filters == (("kind", "=", "Bag"),)


def test_an_own_picture_is_a_query_with_or_without_words(assistant):
    alone = assistant.reply(Turn(image=paint("Green", "Bag")))
    assert alone.intent == "search" and alone.grid[0] == "b4" and alone.query.like is None
    changed = assistant.reply(Turn(image=Image.open(io.BytesIO(paint("Green", "Bag"))), text="like this but in blue"))
    assert changed.intent == "refine" and changed.query.plus == ("blue",)
    broken = assistant.reply(Turn(image=b"no picture"))
    assert broken.intent == "none" and "picture" in broken.say


class Parrot:
    """A recogniser that hears the same words in any sound."""

    name = "parrot"

    def transcribe(self, sound, *, context=()):
        return Heard("the red one", 0.9, self.name)


def test_speech_joins_the_same_road(store, encoder, assistant):
    page = say(assistant, "bags").session
    spoken = Assistant(assistant.catalogue, encoder, Parrot(), settings=Settings())
    reply = spoken.reply(Turn(audio=(16_000, np.ones(1600, dtype=np.float32) * 0.1), session=page))
    assert reply.selected == "b1" and (reply.heard, reply.recogniser) == ("the red one", "parrot")
    assert spoken.reply(Turn(audio=b"noise", session=page)).session == page
    assert "speech is off" in assistant.reply(Turn(audio=b"noise")).say


def test_every_stage_is_timed(assistant):
    reply = say(assistant, "red dresses", "the first")
    assert set(reply.ms) == {"speech", "understand", "encode", "search", "select", "total"}
    assert reply.ms["total"] >= reply.ms["understand"] > 0


def test_the_question_remembers_what_it_was_asked_for(assistant):
    asked = say(assistant, "bags", "the green one", "add the leather one to my cart")
    assert asked.intent == "clarify" and asked.session.asked.name == "cart_add" and asked.cart == ()
    answered = talk(assistant, "the second", session=asked.session)[0]
    assert answered.cart == (asked.session.pending[1],) and answered.session.asked is None
    other = talk(assistant, "no, neither", session=asked.session)[0]
    assert other.cart == () and other.session.asked is None


@pytest.mark.parametrize(("said", "item"), [
    ("the second cheapest", "d1"), ("the most expensive one under 100", "d4"), ("the one for $95", "d4"), ("the $60 one", "d2"),
    ("the one that isn't red or blue or green", "d3"), ("yes", None), ("the second one again", 1), ("and the third one too", 2),
])
def test_more_ways_to_mean_one(assistant, said, item):
    page = say(assistant, "dresses")
    expected = page.grid[item] if isinstance(item, int) else item
    assert talk(assistant, said, session=page.session)[0].selected == expected


def test_comparing_does_not_narrow_what_is_said_next(assistant):
    compared = say(assistant, "dresses", "compare 1 and 2")
    outside = compared.grid[3]
    colour = assistant.item(outside).attributes["colour"].lower()
    assert talk(assistant, f"the {colour} one", session=compared.session)[0].selected == outside


def test_values_alone_narrow_the_page(assistant):
    reply = say(assistant, "dresses", "under 100", "show me red ones")
    assert reply.grid[0] == "d1" and set(reply.query.filters) == {("kind", "=", "Dress"), ("price", "<", 100.0)}


def test_a_level_of_the_taxonomy_narrows_too(assistant):
    vocabulary = replace(assistant.shop.vocabulary, kinds={}, levels={"bags": "Bag"})
    assistant.shop = replace(assistant.shop, vocabulary=vocabulary)
    reply = say(assistant, "cheap bags")
    assert reply.query.filters == (("category", "=", "Bag"),) and {item[0] for item in reply.grid} == {"b"}


def test_one_condition_goes_and_the_rest_stays(assistant):
    reply = say(assistant, "dresses under 70", "any price")
    assert reply.query.filters == (("kind", "=", "Dress"),) and len(reply.grid) == 4


def test_what_no_item_has_is_not_put_into_the_cart_or_taken_out(assistant):
    reply = say(assistant, "watches", "add the red one to my cart")
    assert reply.cart == () and "None of these is red" in reply.say
    replies = talk(assistant, "bags", "add the blue one to my cart", "remove the red one from my cart")
    assert replies[-1].cart == ("b3",) and "not in your cart" in replies[-1].say


def test_both_means_two(assistant):
    assert say(assistant, "I'll take both").intent == "clarify"
    replies = talk(assistant, "bags", "the first and the second", "add both to my cart")
    assert len(replies[-1].cart) == 2


def test_a_question_that_nothing_answers_keeps_the_page(assistant):
    page, reply = talk(assistant, "the watch", "is it waterproof?")
    assert reply.intent in ("describe", "clarify") and reply.grid == page.grid


@pytest.mark.parametrize("click", [0, -1, 99])
def test_a_click_beside_the_page_picks_nothing(assistant, click):
    assert assistant.reply(Turn(click=click)).selected is None
