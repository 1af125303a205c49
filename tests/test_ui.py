"""What the page is handed, without a browser: values, texts, messages, routes."""

from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo import ui
from demo.cards import (
    cards_value,
    chat_messages,
    condition_text,
    equation_value,
    masthead_value,
    picture_url,
    timings_text,
)
from demo.dialogue import Query, Reply, Session, remember
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
                     "picture": "/picture/a?of=corner%20shop", "alt": "drawn", "chosen": False, "asked": True}
    assert (second["chosen"], second["asked"], second["match"], second["price"]) == (True, False, 0.75, "")
    assert (third["match"], third["alt"], third["picture"]) == (0.0, "Blue cap", "/picture/c%2F1?of=corner%20shop")


def test_cards_have_no_match_where_the_order_means_nothing(shop):
    assert [card["match"] for card in cards_value(shop, reply_of(shop.open()))] == [None, None, None]


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
    (Query(), "everything"),
    (Query(text="red dresses"), "red dresses"),
    (Query(like="a", minus=("black",), plus=("red",)), "this picture − black + red"),
    (Query(upload=(1.0,), text="boots"), "your picture + boots"),
    (Query(text="dresses", plus=("lace",)), "dresses + lace"),
])
def test_the_query_reads_as_an_equation(shop, query, line):
    assert equation_text(shop, query) == line


def test_conditions_order_and_undo_stand_beside_the_equation(shop):
    query = Query(text="caps", filters=(("price", "<", 50.0), ("colour", "=", "Red")), sort="price")
    value = equation_value(shop, reply_of(remember(shop.open(), query=query)))
    assert value["filters"] == ["price < 50", "colour = Red"]
    assert value["sort"] == "by price, lowest first"
    assert value["undo"] is True
    assert equation_value(shop, reply_of(shop.open()))["undo"] is False


def test_condition_keeps_cents():
    assert condition_text(("price", ">=", 12.5)) == "price >= 12.5"


def test_the_top_line_counts_the_cart(shop):
    assert masthead_value(shop, ("a", "c/1", "b")) == {
        "catalogue": "corner shop", "count": 3, "listening": "offline (pocketsphinx)",
        "cart": {"count": 3, "total": "£33.99"}}


def test_messages_are_literal(shop):
    reply = reply_of(shop.open(), say=f"That is {HOSTILE}", table=(("", HOSTILE), ("price", "<b>1</b>")))
    shopper, answer = chat_messages(shop, "hello", reply)
    assert shopper == {"role": "user", "content": "hello"}
    assert "<script" not in answer["content"] and "<b>" not in answer["content"]
    assert answer["content"].startswith("That is &lt;script&gt;")
    assert answer["content"].count("<tr>") == 2


def test_a_question_offers_its_candidates(shop):
    reply = reply_of(replace(shop.open(), pending=("c/1", "gone")), intent="clarify")
    assert chat_messages(shop, None, reply)[-1]["options"] == [{"value": "number 3", "label": "3. Blue cap"}]


def test_timings_leave_out_what_took_no_time():
    assert timings_text({"total": 51.2, "encode": 30.6, "search": 4.0, "select": 0.1}) == (
        "answered in 51 ms: encoded 31, searched 4")
    assert timings_text({}) == ""


def turn_of(shop, reader, data, session=None):
    return ui._answer(shop, reader, data, session)


def test_a_turn_is_read_answered_and_painted(shop):
    turn, reply = turn_of(shop, ui._said, {"text": "red dresses", "picture": None})
    masthead, equation, cards, composer, chat, session = ui.paint(shop, reply, ui._shopper(turn, reply), [])
    assert shop.turns == [turn]
    assert (masthead["count"], equation["undo"], len(cards), session) == (3, False, 3, shop.open())
    assert composer["timings"] == "answered in 12 ms: encoded 9"
    assert [message["content"] for message in chat] == ["red dresses", "You said red dresses."]


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
    ({"text": "<b>"}, None, "&lt;b&gt;"),
    ({"click": 2}, None, "number 2"),
    ({"audio": "x.wav"}, "the blue one", "“the blue one”"),
    ({"audio": "x.wav"}, None, "“…”"),
    ({"image": "x.png"}, None, [{"path": "x.png", "alt_text": "your picture"}]),
    ({"image": "x.png", "text": "in red"}, None, [{"path": "x.png", "alt_text": "your picture"}, "in red"]),
])
def test_what_the_shopper_did_is_shown(shop, turn, heard, shown):
    assert ui._shopper(ui.Turn(**turn), reply_of(shop.open(), heard=heard)) == shown


@pytest.fixture
def client(shop):
    return TestClient(Starlette(routes=ui.routes(lambda: shop)))


def test_pictures_come_with_cache_headers(client, shop):
    found = client.get(picture_url(shop, "c/1"))
    assert (found.status_code, found.headers["content-type"]) == (200, "image/png")
    assert found.headers["cache-control"] == "public, max-age=86400"
    again = client.get(picture_url(shop, "c/1"), headers={"If-None-Match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_unknown_picture_is_not_found(client):
    assert client.get("/picture/nothing").status_code == 404


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_the_page_builds_without_the_assistant():
    def never():
        raise AssertionError("the page waits for the assistant only when it is opened")

    page = ui.build(never)
    assert {block.elem_id for block in page.blocks.values()} >= {"masthead", "equation", "cards", "chat", "composer"}
