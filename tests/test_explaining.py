"""What a query's terms weigh and add, why an item is shown, and how it was known which one is meant."""

import math
from dataclasses import replace

import numpy as np
import pytest

from demo.dialogue import Query, Turn
from demo.results import Results
from models.composition import NothingToCompose, compose_query, compose_terms, term_names
from models.wrapped import Remembering
from tests.conftest import AXES, WordEncoder, paint


def axis(*words):
    return WordEncoder().texts([" ".join(words)])[0]


def test_terms_are_read_in_this_order():
    assert term_names(True, "dress", ("red",), ("black",)) == ["picture", "text", "-black", "+red"]


def test_the_terms_add_up_to_the_query():
    parts = {"picture": axis("black", "dress"), "plus": ("red",), "minus": ("black",), "kind": "dress"}
    terms = compose_terms(WordEncoder(), **parts)
    assert list(terms) == ["picture", "-black", "+red"]
    whole = sum(terms.values())
    np.testing.assert_allclose(whole / np.sqrt(whole @ whole), compose_query(WordEncoder(), **parts), atol=1e-6)


def test_a_word_alone_is_held_against_the_bare_kind():
    terms = compose_terms(WordEncoder(), picture=axis("dress"), minus=("red",), kind="dress")
    held = axis("dress") - axis("red", "dress")
    np.testing.assert_allclose(terms["-red"] / terms["-red"].max(), held / held.max(), atol=1e-6)


def test_weights_scale_their_terms():
    parts = {"picture": axis("dress"), "plus": ("red",), "kind": "dress"}
    whole, half = (compose_terms(WordEncoder(), **parts, weights=weights) for weights in ({}, {"+red": 0.5}))
    np.testing.assert_allclose(half["+red"], 0.5 * whole["+red"], atol=1e-6)
    np.testing.assert_allclose(half["picture"], whole["picture"])


def test_what_weighs_nothing_was_not_said():
    parts = {"picture": axis("dress"), "plus": ("red", "formal"), "kind": "dress"}
    left = compose_query(WordEncoder(), **parts, weights={"+formal": 0.0})
    np.testing.assert_allclose(left, compose_query(WordEncoder(), **(parts | {"plus": ("red",)})), atol=1e-6)
    with pytest.raises(NothingToCompose):
        compose_terms(WordEncoder(), text="red", weights={"text": 0.0})


def changed(assistant):
    session = assistant.reply(Turn(text="number 2", session=replace(assistant.open(), grid=("d1", "d2", "b1")))).session
    return assistant.reply(Turn(text="like this but in red", session=session)).session


def test_shares_add_up_to_the_scores(assistant):
    session = changed(assistant)
    shares = assistant.shares(session)
    assert [round(sum(share.values()), 2) for share in shares] == [round(score, 2) for score in session.scores]
    assert list(shares[0]) == ["picture", "-blue", "+red", "words"]
    assert shares[0]["+red"] > shares[1]["+red"]


def test_where_nothing_is_asked_nothing_adds(assistant):
    assert assistant.shares(assistant.open()) == [{}] * 6
    assert assistant.reasons(assistant.open()) == [""] * 6


def test_a_slider_searches_anew_and_can_be_undone(assistant):
    session = changed(assistant)
    reply = assistant.reply(Turn(weights=(("+red", 0.1), ("+nonsense", 2.0)), session=session))
    assert (reply.intent, reply.query.weights) == ("refine", (("+red", 0.1),))
    assert reply.session.scores != session.scores
    assert assistant.reply(Turn(text="back", session=reply.session)).query == session.query
    assert assistant.reply(Turn(weights=(("+red", 1.0),), session=reply.session)).session.scores == session.scores
    assert assistant.reply(Turn(weights=(("+red", 9.0),), session=session)).query.weights == (("+red", 2.0),)


def test_with_every_term_off_the_window_is_shown(assistant):
    session = changed(assistant)
    reply = assistant.reply(Turn(weights=tuple((name, 0.0) for name in ("picture", "-blue", "+red")), session=session))
    assert (reply.session.scores, len(reply.grid)) == ((), 4)   # the dresses, in the catalogue's order
    assert assistant.shares(reply.session) == [{}] * 4


def test_weights_stay_while_the_query_is_changed_further(assistant):
    session = assistant.reply(Turn(weights=(("picture", 0.5),), session=changed(assistant))).session
    assert assistant.reply(Turn(text="cheapest first", session=session)).query.weights == (("picture", 0.5),)
    assert assistant.reply(Turn(text="blue bags", session=session)).query.weights == ()


def test_a_reason_names_the_words_that_are_true(assistant):
    reply = assistant.reply(Turn(text="red dresses"))
    reasons = dict(zip(reply.grid, assistant.reasons(reply.session), strict=True))
    assert (reasons["d1"], reasons["d2"]) == ("red \N{MIDDLE DOT} dresses", "dresses")


def test_a_reason_names_what_is_shared_with_the_item_asked_about(assistant):
    session = changed(assistant)   # of a blue cotton dress
    reasons = dict(zip(session.grid, assistant.reasons(session), strict=True))
    assert (reasons["d1"], reasons["d3"]) == ("red \N{MIDDLE DOT} also cotton", "by its look")


def test_sources_of_a_pick_make_its_probabilities(assistant):
    session = replace(assistant.open(), grid=("d1", "d2", "b1"), query=Query(text="dress"))
    reply = assistant.reply(Turn(text="the red one", session=session))
    odds = np.array([sum(sources.values()) for sources in reply.sources])
    shares = np.exp(odds - odds.max()) / np.exp(odds - odds.max()).sum()
    np.testing.assert_allclose(shares, [share for _, share in reply.candidates], atol=0.01)
    assert set(reply.sources[0]) == {"picture", "words", "conversation"}
    assert reply.sources[0]["conversation"] > min(sources["conversation"] for sources in reply.sources)


def test_a_place_and_a_price_are_certain(assistant):
    assert assistant.reply(Turn(text="number 2")).sources == ({"place": math.inf},)
    cheapest, *others = assistant.reply(Turn(text="the cheapest")).sources
    assert cheapest == {"price": math.inf} and {source["price"] for source in others} == {0.0}


@pytest.mark.parametrize(("pieces", "cart", "intent"), [
    (("d1", 3), ("b1", "d1", "d1", "d1", "w1"), "cart_add"), (("d1", 0), ("b1", "w1"), "cart_remove"),
    (("d2", 1), ("b1", "d1", "d1", "w1", "d2"), "cart_add")])
def test_pieces_of_an_item_are_set_where_it_stands(assistant, pieces, cart, intent):
    session = replace(assistant.open(), cart=("b1", "d1", "d1", "w1"))
    reply = assistant.reply(Turn(pieces=pieces, session=session))
    assert (reply.cart, reply.intent, reply.session.previous.cart) == (cart, intent, session.cart)


def test_a_text_is_encoded_once(assistant):
    class Counting(WordEncoder):
        asked = []

        def texts(self, texts):
            self.asked.extend(texts)
            return super().texts(texts)

    encoder = Remembering(Counting(), kept=2)
    for texts in (["red", "dress", "red"], ["dress", "blue"], ["red"]):
        np.testing.assert_array_equal(encoder.texts(texts), WordEncoder().texts(texts))
    assert Counting.asked == ["red", "dress", "blue", "red"]   # the one used longest ago had made room
    assert encoder.texts([]).shape == (0, len(AXES))


def test_a_picture_of_ones_own_stays_what_it_shows(assistant):
    reply = assistant.reply(Turn(image=paint("Red", "Bag"), text="this but in blue"))
    assert (reply.grid[0], reply.query.filters) == ("b3", (("kind", "=", "Bag"),))
    assert {assistant.item(item).kind for item in reply.grid} == {"Bag"}


def test_results_of_no_query_have_no_parts(assistant):
    assert Results(assistant.shop, assistant.open())._parts(Query()) == {}
