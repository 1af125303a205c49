"""What comes of a turn on the small screens of tests/data/screens.json: two things at once, the cart, chips, undo."""

from dataclasses import replace

import pytest

from demo.assistant import Turn
from demo.dialogue import Query
from tests.test_references import SCREENS, shop  # noqa: F401 - a fixture

WOMENS = replace(SCREENS["dresses"], query=Query(text="dresses", filters=(
    ("gender", "=", "women"), ("kind", "=", "Dress"), ("length", "=", "midi"), ("price", "<", 100.0))))


def talk(shop, session, *texts):  # noqa: F811
    """The last reply to these texts, said one after the other from a screen."""
    for text in texts:
        reply = shop.reply(Turn(text=text, session=session))
        session = reply.session
    return reply


def test_two_things_in_one_turn(shop):  # noqa: F811
    reply = talk(shop, SCREENS["dress2"], "add it to my cart and show me matching shoes")
    assert (reply.intent, reply.act, reply.cart) == ("cart_add", "REQUEST:ADD_TO_CART", ("d2",))
    assert reply.query.text == "black shoes" and "Black Silk Maxi Dress" in reply.say
    assert set(reply.grid) <= {f"s{n}" for n in range(1, 7)}
    assert talk(shop, reply.session, "back", "back").cart == ()     # each of the two can be undone


def test_a_question_holds_up_the_second_thing_until_it_is_answered(shop):  # noqa: F811
    asked = talk(shop, SCREENS["dresses"], "add it to my cart and show me matching bags")
    assert asked.intent == "clarify" and asked.cart == ()
    answered = talk(shop, asked.session, "the cheapest")
    assert answered.cart == ("d5",) and answered.act == "INFORM:DISAMBIGUATE" and answered.query.text == "green bags"


def test_pieces(shop):  # noqa: F811
    bought = talk(shop, SCREENS["dress2"], "two of them please")
    assert bought.cart == ("d2", "d2") and "2 × Black Silk Maxi Dress" in bought.say
    assert talk(shop, bought.session, "make it three").cart == ("d2",) * 3
    assert talk(shop, bought.session, "one more of those").cart == ("d2",) * 3
    assert talk(shop, bought.session, "remove one").cart == ("d2",)
    assert "3 × Black Silk Maxi Dress" in talk(shop, bought.session, "make it three", "what's in my cart?").say
    assert talk(shop, SCREENS["cart"], "swap it for the red one").cart == ("d5", "d1")


def test_the_cart_is_counted_by_its_own_places(shop):  # noqa: F811
    assert talk(shop, SCREENS["cart"], "take the first one out of the cart").cart == ("d5",)
    assert talk(shop, SCREENS["cart"], "remove the green one").cart == ("d2",)
    assert talk(shop, SCREENS["cart"], "remove the most expensive one from my cart").cart == ("d5",)
    assert "not in your cart" in talk(shop, SCREENS["cart"], "remove the red one from my cart").say


def test_a_new_topic_keeps_who_it_is_for_and_drops_what_no_longer_holds(shop):  # noqa: F811
    reply = talk(shop, WOMENS, "now handbags")
    assert reply.query.filters == (("gender", "=", "women"), ("kind", "=", "Handbag")) and set(reply.grid) == {"b1", "b2"}
    assert reply.kept == (("for women", "drop women"),) and "still for women" in reply.say   # the search itself says handbags
    assert talk(shop, WOMENS, "show me handbags").query.filters == (("kind", "=", "Handbag"),)


def test_every_chip_is_taken_off_by_its_own_words(shop):  # noqa: F811
    session = replace(WOMENS, query=replace(WOMENS.query, sort="price", filters=(*WOMENS.query.filters, ("colour", "!=", "black"),
                                                                                 ("rating", ">=", 3.0))))
    kept = talk(shop, session, "number one").kept
    assert [label for label, _ in kept] == ["for women", "midi", "under 100", "not black", "rated at least 3",
                                            "cheapest first"]
    for label, words in kept:
        left = talk(shop, session, words)
        assert left.intent == "filter" and label not in [other for other, _ in left.kept] and len(left.kept) == len(kept) - 1


def test_what_is_asked_about_stays_what_is_asked_about(shop):  # noqa: F811
    reply = talk(shop, SCREENS["dress2"], "does it come in blue?")
    assert reply.query.like == "d2" and reply.selected is None
    answer = talk(shop, reply.session, "how much is it?")
    assert answer.intent == "describe" and "Black Silk Maxi Dress: price $120" in answer.say and answer.selected is None
    assert "It is black" in talk(shop, SCREENS["dress2"], "is it black or navy?").say


def test_a_search_without_what_it_named_before(shop):  # noqa: F811
    striped = replace(SCREENS["dresses"], query=Query(text="striped dresses"), grid=("d1", "c1"))
    assert talk(shop, striped, "minus stripes").query.text == "dresses"


def test_several_by_price(shop):  # noqa: F811
    reply = talk(shop, SCREENS["dresses"], "compare the two cheapest")
    assert reply.intent == "compare" and reply.session.pending == ("d5", "d1")


def test_a_question_is_left_for_another_task(shop):  # noqa: F811
    assert talk(shop, SCREENS["asked"], "compare the first and the second").intent == "compare"
    assert talk(shop, SCREENS["asked"], "how much is the velvet one").intent == "describe"


def test_all_pieces_leave_the_cart_unless_it_is_said_how_many(shop):  # noqa: F811
    held = replace(SCREENS["cart"], cart=("d2", "d5", "d5"))
    assert talk(shop, held, "remove the green one").cart == ("d2",)
    assert talk(shop, held, "i've changed my mind about the green one").cart == ("d2",)


def test_undo_goes_back_as_far_as_is_said(shop):  # noqa: F811
    session = talk(shop, SCREENS["dresses"], "number one", "number two", "number three", "number four").session
    assert [talk(shop, session, said).selected for said in ("undo", "go back two steps", "undo the last three",
                                                            "back")] == ["d3", "d2", "d1", "d3"]
    assert talk(shop, session, "show me shoes", "go back to the dresses").grid == SCREENS["dresses"].grid
    assert "not looked at" in talk(shop, session, "go back to the lamps").say


def test_a_question_names_the_difference_and_offers_both(shop):  # noqa: F811
    asked = talk(shop, SCREENS["compared"], "not the red one")
    assert asked.say == "The black one (2), or the navy one (3)?" and asked.options == (("The black one", "number 2"),
                                                                                        ("The navy one", "number 3"))
    for answer, item in (("number 3", "d3"), ("the first", "d2"), ("navy", "d3"), ("silk", "d2"), ("the one with the belt", "d3"),
                         ("the cheaper one", "d3")):
        assert talk(shop, asked.session, answer).selected == item
    assert talk(shop, asked.session, "show me shoes instead").intent == "search"


def test_degrees_change_what_is_shown_from_the_item_on(shop):  # noqa: F811
    darker = talk(shop, SCREENS["dresses"], "the red one", "something darker")
    assert darker.intent == "refine" and darker.query.plus == ("dark",) and set(darker.grid) <= {"d2", "d3", "d5", "d6"}
    longer = talk(shop, SCREENS["dresses"], "the white one", "longer please")
    assert "d4" not in longer.grid and len(longer.grid) == 5
    assert "further that way" in talk(shop, SCREENS["dresses"], "the black one", "something darker").say


def test_does_it_come_in_another_colour_answers(shop):  # noqa: F811
    reply = talk(shop, SCREENS["dress2"], "does it come in red?")
    assert reply.intent == "refine" and (reply.query.plus, reply.query.minus) == (("red",), ("black",)) and "d2" not in reply.grid


@pytest.mark.parametrize("said", ["the one a black woman would wear", "which one is for fat people"])
def test_who_wears_it_picks_nothing(shop, said):  # noqa: F811
    reply = talk(shop, SCREENS["dress2"], said)
    assert reply.intent == "none" and reply.session == SCREENS["dress2"] and "by the clothes" in reply.say


def test_replies_say_what_was_done_and_why(shop):  # noqa: F811
    said = {text: talk(shop, SCREENS["dresses"], text).say for text in ("the striped one", "the cheapest", "the darkest one",
                                                                        "under 60", "cheapest first", "the first and the third")}
    assert said == {
        "the striped one": "Picked 1: Red Striped Cotton Midi Dress – the only striped one.",
        "the cheapest": "Picked 5: Green Polka-Dot Cotton Dress – $39.00, the cheapest of 6.",
        "the darkest one": "Picked 2: Black Silk Maxi Dress – the darkest of 6.", "under 60": "Only under 60: 3 dresses, $39.00 "
        "to $55.00.",
        "cheapest first": "The cheapest first: 6 dresses, $39.00 to $140.00.", "the first and the third": "Picked 1 and 3.",
    }


def test_men_s_and_women_s_become_a_condition_where_something_meets_it(shop):  # noqa: F811
    assert ("gender", "=", "men") in talk(shop, SCREENS["first"], "men's shirts").query.filters
    assert talk(shop, SCREENS["first"], "men's dresses").query.filters == (("kind", "=", "Dress"),)


def test_a_word_the_shop_does_not_use_is_searched_as_the_one_it_does(shop):  # noqa: F811
    assert talk(shop, SCREENS["first"], "a stripy dress").query.text == "striped dress"


def test_one_of_a_kind_is_taken_out_of_the_cart(shop):  # noqa: F811
    held = SCREENS["cart"].cart
    reply = talk(shop, SCREENS["cart"], "remove one dress")
    assert reply.intent == "cart_remove" and len(reply.cart) == len(held) - 1
    assert talk(shop, SCREENS["first"], "remove one dress").say == "Your cart is empty already."


def test_the_page_is_narrowed_where_the_words_fit_its_kind(shop):  # noqa: F811
    reply = talk(shop, SCREENS["first"], "show me dresses", "belt")
    assert reply.query.text == "belt dresses"


def test_what_lacks_is_said_though_the_page_stays(shop):  # noqa: F811
    reply = talk(shop, SCREENS["first"], "clutches", "do you have any in velvet")
    assert reply.say.startswith("Nothing here is velvet.")


def test_anything_but_what_all_of_them_are_is_looked_for(shop):  # noqa: F811
    reply = talk(shop, SCREENS["first"], "black bags", "only black", "anything but black")
    assert reply.intent == "filter" and "not black" in dict(reply.kept)


def test_a_value_alone_picks_from_the_page_or_narrows_it(shop):  # noqa: F811
    assert talk(shop, SCREENS["dresses"], "burgundy").selected == "d6"
    reply = talk(shop, SCREENS["narrowed"], "burgundy")
    assert reply.intent == "search" and reply.query.text == "burgundy dresses"


def test_what_no_longer_fits_is_let_go(shop):  # noqa: F811
    reply = talk(shop, SCREENS["first"], "t-shirts for men", "now skirts")
    assert set(reply.grid) == {"k1"} and ("gender", "=", "men") not in reply.query.filters
