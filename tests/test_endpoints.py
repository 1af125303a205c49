"""The shop as an API: what is answered, and how what cannot be is told."""

import base64
import threading

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo.serving.endpoints import Endpoints, Refused
from demo.serving.visitors import Visitors
from tests.conftest import paint

RED_BAG = base64.b64encode(paint("Red", "Bag")).decode()


@pytest.fixture
def visitors(assistant):
    return Visitors(lambda: assistant)


@pytest.fixture
def endpoints(visitors):
    return Endpoints(visitors, lambda shop, item_id: f"/picture/{item_id}")


@pytest.fixture
def client(endpoints):
    return TestClient(Starlette(routes=endpoints.routes()))


def ids(answer):
    return [item["id"] for item in answer["items"]]


# -- reply ------------------------------------------------------------------------------------------------


def test_a_conversation_goes_on_by_its_session(endpoints):
    first = endpoints.reply("show me dresses")
    assert (first["intent"], first["grid"]) == ("search", ids(first))
    assert set(ids(first)) >= {"d1", "d2", "d3", "d4"}
    second = endpoints.reply("the red one", session=first["session"])
    assert (second["session"], second["selected"], second["intent"]) == (first["session"], "d1", "select")
    assert endpoints.reply("add it to my cart", session=first["session"])["cart"] == ["d1"]


def test_an_item_is_told_with_its_place_and_picture(endpoints):
    items = {item["id"]: item for item in endpoints.reply("show me bags")["items"]}
    assert items["b1"] | {"place": 0} == {
        "place": 0, "id": "b1", "title": "Bolt red bag", "price": 45.0, "currency": "USD", "rating": 4.8,
        "attributes": {"colour": "Red", "material": "leather", "kind": "Bag", "category": "Shop > Bag"}, "picture": "/picture/b1"}
    assert sorted(item["place"] for item in items.values()) == list(range(1, len(items) + 1))


def test_two_conversations_do_not_meet(endpoints):
    one, other = endpoints.reply("show me dresses"), endpoints.reply("show me bags")
    assert one["session"] != other["session"]
    endpoints.reply("add the first to my cart", session=one["session"])
    assert endpoints.reply("show my cart", session=other["session"])["cart"] == []
    assert len(endpoints.reply("show my cart", session=one["session"])["cart"]) == 1


def test_a_click_is_a_turn(endpoints):
    shown = endpoints.reply("show me bags")
    assert endpoints.reply(click=2, session=shown["session"])["selected"] == shown["grid"][1]
    assert endpoints.reply(click=1.0, session=shown["session"])["selected"] == shown["grid"][0]


@pytest.mark.parametrize("before", ["", "data:image/png;base64,"])
def test_a_picture_is_a_query_and_words_may_change_it(endpoints, before):
    assert endpoints.reply(picture=before + RED_BAG)["grid"][0] == "b1"
    assert endpoints.reply("but in blue", picture=before + RED_BAG)["grid"][0] == "b3"


def test_what_is_no_picture_is_said_not_raised(endpoints):
    assert endpoints.reply(picture=base64.b64encode(b"hello").decode())["say"].startswith("I could not read this picture")


@pytest.mark.parametrize(("arguments", "told"), [
    ({}, "nothing was said: give text, click, picture or recording"),
    ({"text": "  "}, "nothing was said"),
    ({"text": 5}, "text is 5: give words"),
    ({"text": ["a"]}, "text is ['a']: give words"),
    ({"text": "a" * 501}, "text is 501 letters long: at most 500 are read"),
    ({"click": 2.5}, "click is 2.5: give a whole number from 0 to 60"),
    ({"click": -1}, "click is -1: give a whole number from 0 to 60"),
    ({"click": True}, "click is True: give a whole number"),
    ({"click": "2"}, "click is '2': give a whole number"),
    ({"text": "a", "click": 1}, "text and click came together"),
    ({"picture": RED_BAG, "recording": RED_BAG}, "picture and recording came together"),
    ({"picture": "@@"}, "picture is no base64"),
    ({"recording": 7}, "recording is 7: give the file in base64"),
    ({"text": "a", "session": "made-up"}, "no session 'made-up'"),
    ({"text": "a", "session": 7}, "session is 7: hand in the session of the answer before"),
])
def test_a_turn_that_cannot_be_taken_is_told(endpoints, visitors, arguments, told):
    with pytest.raises(Refused) as refused:
        endpoints.reply(**arguments)
    assert str(refused.value).startswith(told) and visitors.count == 0


def test_a_file_that_is_too_large_is_told(endpoints, monkeypatch):
    monkeypatch.setattr("demo.serving.endpoints.MOST_FILE_BYTES", 10)
    with pytest.raises(Refused, match="picture is over 0 MB") as refused:
        endpoints.reply(picture=RED_BAG)
    assert refused.value.status == 413


# -- search -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "found"), [
    ({"text": "blue dress", "k": 1}, ["d2"]),
    ({"like": "d1", "plus": ["blue"], "minus": ["red"], "k": 1}, ["d2"]),
    ({"like": "d1", "plus": "blue", "minus": "red", "k": 1.0}, ["d2"]),
    ({"picture": RED_BAG, "k": 1}, ["b1"]),
    ({"where": "colour=blue and price<100"}, ["d2", "b3"]),
    ({"where": "kind=watch", "text": "black", "k": 1}, ["w2"]),
    ({"k": 3}, ["d1", "d2", "d3"]),
    ({"text": None, "plus": None, "k": 1}, ["d1"]),
])
def test_a_search_finds(endpoints, arguments, found):
    assert ids(endpoints.search(**arguments)) == found


def test_a_search_scores_and_begins_no_conversation(endpoints, visitors):
    scores = [item["score"] for item in endpoints.search("red dress", k=10)["items"]]
    assert scores == sorted(scores, reverse=True) and scores[0] > scores[-1]
    assert visitors.count == 0


@pytest.mark.parametrize(("arguments", "told"), [
    ({"k": 0}, "k is 0: give a whole number from 1 to 60"),
    ({"k": 61}, "k is 61: give"),
    ({"plus": [5]}, "a word of plus is 5: give words"),
    ({"minus": {"a": 1}}, "minus is {'a': 1}: give a list"),
    ({"plus": ["a"] * 13}, "plus is ["),
    ({"like": "zz"}, "no item 'zz'"),
    ({"like": "d1", "picture": RED_BAG}, "like and picture both say"),
    ({"where": "colour"}, "cannot read 'colour'"),
    ({"where": "wings=2"}, "no item has a field 'wings'"),
    ({"picture": "aGVsbG8="}, "not a picture that can be opened"),
])
def test_a_search_that_cannot_be_made_is_told(endpoints, arguments, told):
    with pytest.raises(Refused) as refused:
        endpoints.search(**arguments)
    assert str(refused.value).startswith(told)


# -- select -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("which", "selected"), [
    ("the blue one", "d2"), ("blue", "d2"), ("blue dress", "d2"), ("the cheapest", "b1"), ("2", "d2"), ("number three", "b1"),
    ("b1", "b1"), ("not the dresses", "b1")])
def test_one_of_the_items_named_is_picked(endpoints, which, selected):
    picked = endpoints.select(which, items=["d1", "d2", "b1"])
    assert (picked["selected"], picked["item"]["id"], picked["grid"]) == (selected, selected, ["d1", "d2", "b1"])


def test_one_of_the_page_is_picked(endpoints):
    shown = endpoints.reply("show me bags")
    assert endpoints.select("the green one", session=shown["session"])["selected"] == "b4"


def test_where_two_could_be_meant_it_asks(endpoints):
    asked = endpoints.select("the dress", items=["d1", "d2", "b1"])
    assert (asked["intent"], asked["selected"], asked["item"]) == ("clarify", None, None)
    assert {candidate["id"] for candidate in asked["candidates"][:2]} == {"d1", "d2"}


@pytest.mark.parametrize(("which", "items", "told"), [
    ("", None, "which is empty: say which item is meant"),
    (4, None, "which is 4: give words"),
    ("red", "d1", "items is 'd1': give a list of ids"),
    ("red", [1], "items is [1]: give a list of ids"),
    ("red", ["zz"], "no item 'zz'"),
    ("red", [str(n) for n in range(61)], "items has 61 ids: at most 60"),
])
def test_a_choice_that_cannot_be_made_is_told(endpoints, which, items, told):
    with pytest.raises(Refused) as refused:
        endpoints.select(which, items)
    assert str(refused.value).startswith(told)


# -- over HTTP --------------------------------------------------------------------------------------------


def test_the_same_over_http(client):
    first = client.post("/reply", json={"text": "show me dresses"})
    assert first.status_code == 200 and first.json()["intent"] == "search"
    assert client.post("/select", json={"which": "the red one", "session": first.json()["session"]}).json()["selected"] == "d1"
    assert ids(client.post("/search", json={"text": "blue bag", "k": 1}).json()) == ["b3"]
    sure = client.post("/select", json={"which": "the cheapest", "items": ["d1", "d2", "b1"]})
    assert sure.status_code == 200 and (sure.json()["selected"], sure.json()["sources"][0]) == ("b1", {"price": None})


@pytest.mark.parametrize(("body", "status", "told"), [
    ("{", 400, "this is not JSON"),
    ("[1]", 400, "this is no JSON object: send a JSON object with any of text, click, picture, recording, session"),
    ('{"txt": "a"}', 400, "there is no 'txt'"),
    ("", 400, "nothing was said"),
    ('{"text": "a", "session": "x"}', 404, "no session 'x'"),
    ("\xff\xfe".encode("latin-1"), 400, "this is not JSON"),
])
def test_a_bad_call_is_told(client, body, status, told):
    refused = client.post("/reply", content=body)
    assert refused.status_code == status and refused.json()["error"].startswith(told)


def test_a_body_that_is_too_large_is_told(client, monkeypatch):
    monkeypatch.setattr("demo.serving.endpoints.MOST_BODY_BYTES", 10)
    assert client.post("/reply", json={"text": "show me dresses"}).status_code == 413


def test_a_fault_of_ours_is_told_and_logged(client, assistant, monkeypatch, caplog):
    monkeypatch.setattr(assistant, "reply", lambda turn: 1 / 0)
    failed = client.post("/reply", json={"text": "a"})
    assert failed.status_code == 500 and "something went wrong" in failed.json()["error"] and "ZeroDivisionError" in caplog.text


def test_a_busy_shop_says_so(visitors, monkeypatch):
    monkeypatch.setattr("demo.serving.endpoints.PATIENCE_S", 0.01)
    endpoints = Endpoints(visitors, lambda shop, item_id: "", at_once=1)
    with endpoints._room, pytest.raises(Refused, match="the shop is busy") as refused:
        endpoints.search("red")
    assert refused.value.status == 503


def test_many_turns_of_one_conversation_at_once_are_taken_one_by_one(endpoints):
    session = endpoints.reply("show me dresses")["session"]
    threads = [threading.Thread(target=endpoints.reply, args=("add the first to my cart",), kwargs={"session": session})
               for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(endpoints.reply("show my cart", session=session)["cart"]) == 6
