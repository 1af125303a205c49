"""What the page is handed, without a browser: values, texts, messages, routes."""

import io
from dataclasses import replace

import gradio as gr
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo import ui
from demo.cards import (
    cards_value,
    cart_value,
    equation_value,
    masthead_value,
    picture_url,
    table_value,
    talk_value,
    timings_text,
)
from demo.dialogue import Query, Reply, Session, Turn, remember
from models.speech import Coming
from tests.browser.corner_shop import HOSTILE, CornerShop


@pytest.fixture
def shop():
    return CornerShop()


def reply_of(session, **changes):
    return replace(Reply("search", "Here.", session), **changes)


def test_cards_say_which_is_chosen_asked_and_how_well_it_matches(shop):
    session = replace(shop.open(), scores=(0.4, 0.3, -0.1), selected="b", pending=("a",))
    first, second, third = cards_value(shop, reply_of(session, intent="clarify"))
    assert first == {"id": "a", "place": 1, "title": "Red dress", "price": "£24.00", "rating": 4.5, "match": 1.0,
                     "views": [{"picture": "/picture/a?of=corner%20shop", "alt": "drawn from the front"},
                               {"picture": "/picture/a?of=corner%20shop&view=1", "alt": "drawn from behind"}],
                     "chosen": False, "asked": True, "reason": "by its look", "adds": {"words": 0.5}}
    assert (second["chosen"], second["asked"], second["match"], second["price"]) == (True, False, 0.75, "")
    assert third["match"] == 0.0
    assert third["views"] == [{"picture": "/picture/c%2F1?of=corner%20shop", "alt": "Blue cap"}]


def test_cards_have_no_match_where_the_order_means_nothing(shop):
    assert [card["match"] for card in cards_value(shop, reply_of(shop.open()))] == [None, None, None]


def test_where_nothing_is_asked_a_card_says_what_the_item_is(assistant):
    cards = cards_value(assistant, reply_of(assistant.open()))
    assert [card["reason"] for card in cards] == ["Bag", "Dress", "Watch", "Dress", "Dress", "Bag"]


def test_matches_below_zero_are_compared_all_the_same(shop):
    session = replace(shop.open(), scores=(-0.1, -0.11, -0.3))
    assert [card["match"] for card in cards_value(shop, reply_of(session))] == [1.0, 0.9, 0.0]


def test_only_a_question_marks_candidates(shop):
    session = replace(shop.open(), pending=("a", "b"))
    assert not any(card["asked"] for card in cards_value(shop, reply_of(session, intent="compare")))


def test_an_empty_grid_has_no_cards(shop):
    assert cards_value(shop, reply_of(Session())) == []


def equation_text(shop, query):
    """The terms in one line, as they are read."""
    terms = equation_value(shop, reply_of(Session(query=query)))["terms"]
    return " ".join(f"{term['sign']} {term['text']}".strip() for term in terms)


@pytest.mark.parametrize(("query", "line"), [
    (Query(), "A little of everything"),
    (Query(text="red dresses"), "red dresses"),
    (Query(like="a", minus=("black",), plus=("red",)), "this picture − black + red"),
    (Query(upload=(1.0,), text="boots"), "your picture + boots"),
    (Query(text="dresses", plus=("lace",)), "dresses + lace"),
])
def test_the_query_reads_as_an_equation(shop, query, line):
    assert equation_text(shop, query) == line


def test_what_is_kept_and_undo_stand_beside_the_equation(shop):
    reply = reply_of(remember(shop.open()), kept=(("for women", "drop women"), ("cheapest first", "drop the order")))
    value = equation_value(shop, reply)
    assert value["kept"] == [{"label": "for women", "words": "drop women"},
                             {"label": "cheapest first", "words": "drop the order"}]
    assert value["undo"] is True
    assert equation_value(shop, reply_of(shop.open()))["undo"] is False


def test_the_top_line_counts_the_cart(shop):
    assert masthead_value(shop, ("a", "c/1", "b")) == {
        "catalogue": "corner shop", "count": 3, "listening": "offline (pocketsphinx)", "coming": None,
        "cart": cart_value(shop, ("a", "c/1", "b"))}
    assert masthead_value(shop, ("a", "c/1", "b"))["cart"]["total"] == "£33.99"


def test_a_turn_of_the_conversation(shop):
    value = talk_value(shop, {"text": "hello", "picture": None}, reply_of(shop.open(), options=(("The red one", "number 1"),)), 7)
    assert value == {"turn": 7, "said": {"text": "hello", "picture": None}, "text": "Here.", "picked": None, "how": None,
                     "options": [{"label": "The red one", "words": "number 1"}], "table": None, "cart": None}


@pytest.mark.parametrize(("intent", "shown"), [("select", True), ("cart_add", True), ("search", False), ("clarify", False)])
def test_what_was_picked_is_shown_beside_what_is_said(shop, intent, shown):
    picked = talk_value(shop, None, reply_of(replace(shop.open(), selected="c/1"), intent=intent), 1)["picked"]
    assert picked == ({"picture": "/picture/c%2F1?of=corner%20shop", "alt": "Blue cap"} if shown else None)


@pytest.mark.parametrize(("intent", "cart", "shown"), [
    ("cart_show", ("a",), True), ("cart_remove", ("a",), True), ("cart_show", (), False), ("search", ("a",), False)])
def test_the_cart_is_laid_out_where_the_turn_is_about_it(shop, intent, cart, shown):
    value = talk_value(shop, None, reply_of(replace(shop.open(), cart=cart), intent=intent), 1)
    assert (value["cart"] is not None) == shown


def test_the_cart_has_a_line_an_item(shop):
    value = cart_value(shop, ("c/1", "a", "b", "a"))
    assert (value["count"], value["total"]) == (4, "£57.99")
    assert [(line["count"], line["each"], line["total"], line["words"]) for line in value["lines"]] == [
        (1, "£9.99", "£9.99", "remove number 1 from my cart"), (2, "£24.00", "£48.00", "remove 2 of number 2 from my cart"),
        (1, "", "", "remove number 3 from my cart")]
    assert value["lines"][1] | {"title": "Red dress", "alt": "drawn from the front"} == value["lines"][1]


def test_the_words_of_a_line_take_it_out_whole(assistant):
    session = replace(assistant.open(), cart=("w1", "d2", "d2", "b1"), selected="d1")
    for at, left in ((1, ("w1", "b1")), (2, ("w1", "d2", "d2")), (0, ("d2", "d2", "b1"))):
        words = cart_value(assistant, session.cart)["lines"][at]["words"]
        assert assistant.reply(Turn(text=words, session=session)).cart == left


def test_a_comparison_has_the_items_what_differs_and_what_does_not(assistant):
    reply = assistant.reply(Turn(text="compare the first and the second"))
    one, other = (assistant.item(item_id) for item_id in reply.grid[:2])
    value = table_value(assistant, reply)
    assert [(column["place"], column["title"]) for column in value["items"]] == [("1", one.title), ("2", other.title)]
    assert value["items"][0]["picture"] == picture_url(assistant, one.id)
    assert {"name": "price", "cells": ["$45.00", "$80.00"]} in value["rows"] and {one.id, other.id} == {"b1", "d1"}
    assert all(len(set(row["cells"])) > 1 for row in value["rows"])
    assert not {row["name"] for row in value["rows"]} & {row["name"] for row in value["same"]}


def test_facts_that_all_share_stand_apart(assistant):
    session = replace(assistant.open(), pending=("d1", "d2"))
    reply = reply_of(session, intent="compare", table=(("", "1 Ada red dress", "Ada blue dress"), ("colour", "Red", "Blue")))
    assert table_value(assistant, reply)["same"] == [{"name": "kind", "value": "Dress"}, {"name": "material", "value": "cotton"}]


def test_a_comparison_whose_items_are_gone_has_titles_alone(shop):
    reply = reply_of(replace(shop.open(), pending=("a", "b")), table=(("", "1 Red dress", "2 Blue cap"), ("price", "£24", "£9")))
    value = table_value(shop, reply)
    assert [(column["title"], column["picture"]) for column in value["items"]] == [("1 Red dress", ""), ("2 Blue cap", "")]
    assert value["same"] == []


def test_timings_leave_out_what_took_no_time():
    assert timings_text({"total": 51.2, "encode": 30.6, "search": 4.0, "select": 0.1}) == (
        "in 51 ms: encoded 31, searched 4")
    assert timings_text({}) == ""


def turn_of(shop, reader, data, session=None):
    return ui._answer(shop, reader, data, session)


def test_a_turn_is_read_answered_and_painted(shop):
    turn, reply = turn_of(shop, ui._said, {"text": "red dresses", "picture": None})
    masthead, equation, cards, talk, composer = ui.paint(shop, reply, ui._shopper(turn, reply))
    assert shop.turns == [turn]
    assert (masthead["count"], equation["undo"], len(cards), reply.session) == (3, False, 3, shop.open())
    assert composer["timings"] == "in 12 ms: encoded 9"
    assert (talk["said"]["text"], talk["text"], talk["turn"]) == ("red dresses", "You said red dresses.", composer["turn"])


def test_every_painting_is_a_turn_of_its_own(shop):
    assert len({ui.paint(shop, reply_of(shop.open()), None)[3]["turn"] for _ in range(5)}) == 5


def test_what_is_kept_stays_beside_a_failure_of_ours(shop, caplog):
    session = replace(shop.open(), query=Query(filters=(("price", "<", 50.0),)))
    assert turn_of(shop, ui._said, {"text": "fail"}, session)[1].kept == (("under 50", "drop under 50"),)


def test_a_failure_of_ours_is_answered_and_logged(shop, caplog):
    session = replace(shop.open(), cart=("a",))
    _, reply = turn_of(shop, ui._said, {"text": "fail"}, session)
    assert (reply.say, reply.session) == (ui.SORRY, session)
    assert "a fault of ours" in caplog.text


@pytest.mark.parametrize("data", [{}, {"place": "x"}, {"place": None}])
def test_a_malformed_event_is_answered(shop, data):
    assert turn_of(shop, ui._picked, data)[1].say == ui.SORRY


def test_only_uploaded_files_are_read(shop, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    inside, outside = tmp_path / "uploads" / "a.wav", tmp_path / "a.wav"
    assert ui._spoken({"recording": str(inside)}, None).audio == str(inside)
    for path in (outside, tmp_path / "uploads" / ".." / "a.wav"):
        with pytest.raises(ui.NotUploaded, match="not an uploaded file"):
            ui._spoken({"recording": str(path)}, None)


def test_a_long_text_is_cut():
    assert len(ui._said({"text": "a" * 9000}, None).text) == ui.MOST_LETTERS


@pytest.mark.parametrize(("turn", "heard", "shown"), [
    ({"text": "<b>"}, None, ("<b>", None)),
    ({"click": 2}, None, ("number 2", None)),
    ({"image": "/up/a x.png"}, None, ("", "/gradio_api/file=/up/a%20x.png")),
    ({"image": "x.png", "text": "in red"}, None, ("in red", "/gradio_api/file=x.png")),
])
def test_what_the_shopper_did_is_shown(shop, turn, heard, shown):
    assert ui._shopper(ui.Turn(**turn), reply_of(shop.open(), heard=heard)) == dict(zip(("text", "picture"), shown, strict=True))


def test_a_spoken_turn_can_be_corrected(shop):
    turn, reply = ui.Turn(audio="x.wav"), reply_of(shop.open(), heard="the blue one")
    assert ui._shopper(turn, reply, steps=2) == {"text": "“the blue one”", "picture": None, "heard": "the blue one", "steps": 2}
    assert ui._shopper(turn, reply_of(shop.open()))["text"] == "“…”"


def test_a_correction_takes_back_the_steps_of_what_was_misheard(shop):
    before = remember(shop.open(), cart=("a",))
    after = remember(remember(before, selected="a"), cart=("a", "b"))
    assert [ui._steps(before, session) for session in (before, remember(before, selected="a"), after)] == [0, 1, 2]
    session = ui._said({"text": "the other one", "instead": 2}, after).session
    assert (session.cart, session.selected) == (("a",), None)


@pytest.mark.parametrize(("read", "data", "turn"), [
    (ui._weighed, {"name": "+red", "weight": "0.5"}, {"weights": (("+red", 0.5),)}),
    (ui._held, {"id": "a", "count": 3}, {"pieces": ("a", 3)}),
    (ui._held, {"id": "a", "count": 1000}, {"pieces": ("a", ui.MOST_PIECES)}),
    (ui._held, {"id": "a", "count": -1}, {"pieces": ("a", 0)}),
])
def test_sliders_and_steppers_are_turns(shop, read, data, turn):
    assert read(data, None) == Turn(**turn)


def test_what_is_done_quietly_is_told_below_the_conversation(shop):
    _, reply = turn_of(shop, ui._held, {"id": "a", "count": 2})
    masthead, _, _, talk, composer = ui.paint(shop, reply, None, visit="token", quiet=True)
    assert (masthead["cart"]["count"], composer["told"], composer["visit"]) == (2, "The cart holds 2.", "token")
    assert talk == gr.skip()


def test_how_it_was_known(shop):
    _, reply = turn_of(shop, ui._said, {"text": "pick"})
    value = talk_value(shop, None, reply, 1)["how"]
    assert value["why"] == HOSTILE
    assert [(row["place"], row["share"]) for row in value["rows"]] == [("2", 0.9), ("1", 0.1)]
    assert [row["sources"] for row in value["rows"]] == [
        [{"name": "picture", "value": 2.5}, {"name": "words", "value": 6.0}],
        [{"name": "picture", "value": 0.0}, {"name": "words", "value": 0.0}]]


def test_a_place_leaves_no_doubt(assistant):
    reply = assistant.reply(Turn(text="number 2"))
    row, = talk_value(assistant, None, reply, 1)["how"]["rows"]
    assert (row["place"], row["share"], row["sources"]) == ("2", 1.0, [{"name": "place", "value": None}])


def test_the_card_that_was_picked_says_why(shop):
    _, reply = turn_of(shop, ui._said, {"text": "pick"})
    cards = cards_value(shop, reply_of(replace(reply.session, scores=(3, 2, 1)), why="the only one"))
    assert [card["reason"] for card in cards] == ["by its look", "the only one", "by its look"]


def test_the_terms_have_names_and_weights(shop):
    query = Query(like="a", plus=("red",), minus=("black",), weights=(("+red", 0.3),))
    terms = equation_value(shop, reply_of(Session(query=query)))["terms"]
    assert [(term["name"], term["weight"]) for term in terms] == [("picture", 1.0), ("-black", 1.0), ("+red", 0.3)]


@pytest.fixture
def client(shop):
    return TestClient(Starlette(routes=ui.routes(lambda: shop)))


def test_pictures_come_with_cache_headers(client, shop):
    found = client.get(picture_url(shop, "c/1"))
    assert (found.status_code, found.headers["content-type"]) == (200, "image/png")
    assert found.headers["cache-control"] == "public, max-age=86400"
    again = client.get(picture_url(shop, "c/1"), headers={"If-None-Match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("asked", "size", "format"), [
    ("", (400, 800), "PNG"), ("&px=360", (180, 360), "WEBP"), ("&px=640", (320, 640), "WEBP"),
    ("&view=1&px=360", (180, 360), "WEBP")])
def test_pictures_come_whole_or_in_the_size_of_a_card(client, shop, asked, size, format):
    found = client.get(picture_url(shop, "a") + asked)
    image = Image.open(io.BytesIO(found.content))
    assert (image.size, image.format, found.headers["content-type"]) == (size, format, f"image/{format.lower()}")
    red, _, blue = image.convert("RGB").getpixel((5, 5))
    assert (blue > red) == ("view=1" in asked)


@pytest.mark.parametrize("asked", [
    "nothing", "a?view=2", "a?view=x", "a?view=-1", f"a?view={9**40}", "a?px=361", "a?px=9999", "a?px="])
def test_a_picture_that_is_not_served_is_not_found(client, asked):
    found = client.get(f"/picture/{asked}")
    assert (found.status_code, found.headers["content-type"]) == (404, "text/plain; charset=utf-8")


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_the_page_can_ask_who_is_listening_and_who_will(shop, client):
    assert client.get("/listening").json() == {"listening": "offline (pocketsphinx)", "coming": None}
    shop.coming = Coming("whisper base.en", 50, 200)
    assert client.get("/listening").json()["coming"] == {"name": "whisper base.en", "done": 50, "total": 200}


def test_the_page_builds_without_the_assistant():
    def never():
        raise AssertionError("the page waits for the assistant only when it is opened")

    page = ui.build(never)
    assert {block.elem_id for block in page.blocks.values()} >= {"masthead", "equation", "cards", "chat", "composer"}
