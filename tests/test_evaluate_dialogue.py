"""The labelled utterances, and how they are counted."""

import json

import pytest

from demo.acts import ACTS, act_of
from demo.evaluate_dialogue import (
    DATA,
    Labelled,
    evaluate,
    main,
    pairs_of,
    read_screens,
    read_utterances,
    shop_of,
    slots_of,
    split_of,
)
from demo.states import INTENTS, Intent, Session


def test_the_utterances_are_many_of_all_intents_and_in_their_split():
    rows = read_utterances()
    for own, other, least in (("open", "held_out", 400), ("fresh", "fresh_held", 300)):
        part = [row for row in rows if row.split in (own, other)]
        assert len(part) >= least and {row.intent for row in part} == set(INTENTS) - {"clarify"}
    assert 0.18 < sum(row.split == "held_out" for row in rows) / sum(row.split in ("open", "held_out") for row in rows) < 0.26
    assert len({(row.context, row.text) for row in rows}) == len(rows)
    assert {row.context for row in rows} <= set(read_screens()[1])


def test_an_utterance_in_the_wrong_split_is_refused(tmp_path):
    line = json.loads((DATA / "utterances.jsonl").read_text().splitlines()[0])
    line["split"] = "open" if line["split"] == "held_out" else "held_out"
    (tmp_path / "wrong.jsonl").write_text(json.dumps(line))
    with pytest.raises(ValueError, match="by the hash"):
        read_utterances(tmp_path / "wrong.jsonl")


def test_slots_are_counted_as_pairs():
    intent = Intent("select", text="the red bags", superlative=("price", False), others=(Intent("select", places=(2,)),))
    assert pairs_of("select", slots_of(intent)) == {("text", "bag red"), ("superlative", "price lowest"), ("places", "2")}
    assert pairs_of("filter", {"filters": [["price", "<", 50.0]]}) == {("filters", "price < 50")}
    assert pairs_of("none", {"text": "neither"}) == set()
    assert pairs_of("select", {"places": [-1]}) == pairs_of("select", {"places": [6]}) == {("places", "6")}
    assert pairs_of("select", {"where": "bottom left"}) == {("places", "4")}


def test_scores_and_errors():
    context, right, wrong = "dresses", "number four", "flibbertigibbet"
    rows = [Labelled(right, "select", {"places": [4]}, "INFORM:GET", context, "open"),
            Labelled(wrong, "sort", {"sort": "price"}, "INFORM:REFINE", context, "open"),
            Labelled(wrong, "sort", {"sort": "price"}, "INFORM:REFINE", context, "held_out")]
    items, screens = read_screens()
    with shop_of(items) as vocabulary:
        figures, errors = evaluate(rows, screens, vocabulary)
    assert figures["open"]["all"]["intent_accuracy"] == 0.5 and figures["open"]["INFORM:GET"]["slot_f1"] == 1.0
    assert figures["held_out"]["all"]["n"] == 1
    assert [error["text"] for error in errors] == [wrong]  # the held-out one is not shown


def test_acts_are_simmc_names():
    assert set(ACTS) < set(INTENTS) and all(":" in act for act in ACTS.values())
    asked = Session(asked=Intent("cart_add"))
    assert act_of(Intent("cart_add"), asked) == "INFORM:DISAMBIGUATE" and act_of(Intent("cart_add"),
                                                                                 Session()) == "REQUEST:ADD_TO_CART"
    assert act_of(Intent("help"), Session()) == ""


def test_the_figures_hold(capsys):
    """The goal is 0.97 and 0.95 on the held-out split; a change that costs a point shows here."""
    assert main([]) == 0
    held_out = json.loads(capsys.readouterr().out)["held_out"]["all"]
    assert held_out["intent_accuracy"] >= 0.95 and held_out["slot_f1"] >= 0.94


def test_the_split_is_a_function_of_the_utterance():
    assert split_of("first", "show me red dresses") == "held_out"
    assert split_of("first", "show me red dresses", fresh=True) == "fresh_held"
