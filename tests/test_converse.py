"""The conversation over JSON lines, as CONTRACT.md has it."""

import io
import json

import pytest

from demo.converse import answer_lines, main

FIELDS = {"heard", "intent", "say", "grid", "selected", "candidates", "query", "cart", "ms"}


def converse(assistant, *lines):
    out = io.StringIO()
    answer_lines(assistant, [line if isinstance(line, str) else json.dumps(line) for line in lines], out)
    return [json.loads(line, parse_constant=no_number) for line in out.getvalue().splitlines()]


def no_number(name):
    raise AssertionError(f"{name} is no JSON")


def test_each_turn_is_answered_with_one_line_of_the_contract(assistant):
    answers = converse(assistant, {"text": "dresses under 100"}, {"click": 2}, {"text": "like this but in red"})
    assert all(answer.keys() >= FIELDS for answer in answers)
    assert [answer["intent"] for answer in answers] == ["search", "select", "refine"]
    assert answers[0]["query"] == {"text": "dresses", "like": None, "plus": [], "minus": [],
                                   "filters": {"kind": ["=", "Dress"], "price": ["<", 100.0]}}
    assert answers[1]["selected"] == answers[0]["grid"][1] and answers[0]["heard"] is None
    assert answers[2]["query"]["like"] == answers[1]["selected"] and answers[2]["query"]["plus"] == ["red"]
    assert set(answers[0]["ms"]) == {"speech", "understand", "encode", "search", "select", "total"}
    assert answers[1]["candidates"] == [{"id": answers[1]["selected"], "score": 1.0}]


def test_a_pick_says_why_and_what_spoke_for_each(assistant):
    *_, answer = converse(assistant, {"text": "dresses"}, {"text": "the red one"})
    assert answer["intent"] == "select" and answer["why"] == "the only red one" and answer["confidence"] is None
    assert len(answer["sources"]) == len(answer["candidates"])
    assert all(set(each) >= {"picture", "words"} for each in answer["sources"])


def test_what_leaves_no_doubt_is_null_in_what_spoke_for_it(assistant):
    *_, answer = converse(assistant, {"text": "dresses"}, {"text": "the cheapest"})
    assert answer["selected"] == "d2" and answer["sources"][0] == {"price": None}


@pytest.mark.parametrize("line", ["{", "[]", "7", '{"speak": 1}', '{"text": 3}', '{"click": "two"}', '{"click": true}'])
def test_a_line_that_is_no_turn_is_an_error_and_the_conversation_goes_on(assistant, line):
    error, answer = converse(assistant, line, {"text": "bags"})
    assert "a turn is one of" in error["error"] and answer["intent"] == "search"


def test_files_that_are_not_there(assistant):
    picture, sound = converse(assistant, {"image": "gone.jpg"}, {"audio": "gone.wav"})
    assert picture["intent"] == sound["intent"] == "none"


@pytest.mark.parametrize("options", [["--catalog", "no-such-shop"], ["--page", "0"], ["--encoder", "nonsense"]])
def test_bad_settings_end_with_two_and_one_line(options, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    assert main(options) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
