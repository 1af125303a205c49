"""The guess at what no rule knows, and that it knows when it does not know."""

import pytest

from demo.evaluate_dialogue import OPEN, SAYINGS, SPLITS, as_examples, examples_of, read_screens, read_utterances
from demo.fallback import EXAMPLES, FITTED, Fallback, Ridge, delexicalised, digest, read_examples
from demo.states import Vocabulary

WORDS = Vocabulary(singulars=frozenset({"dress"}), plurals=frozenset({"dresses"}), values={"red": ("colour", "Red")})
TAUGHT = [("cart_show", "what do i owe you"), ("cart_show", "what do i owe"), ("help", "what can i do here"),
          ("help", "how do i do this"),
          ("search", "something for the beach"), ("none", "do you deliver to NUM")]


def guess(said):
    return Fallback(WORDS, stocked=lambda word: word == "beach", examples=TAUGHT)(said)


@pytest.mark.parametrize(("said", "name"), [
    ("what do i owe you", "cart_show"), ("what do i owe you please", "cart_show"),
    ("why is the sky falling", "none"),                  # like nothing that was taught
    ("do you know a red dress", ""), ("is it for the beach", ""),   # the shop knows the words
    ("gothic anorak", ""),                               # no sentence: whatever it is, it is looked for
])
def test_guesses(said, name):
    assert guess(said) == name


def test_without_examples_all_is_a_search():
    assert Fallback(WORDS, stocked=lambda word: False, examples=[])("what do i owe you") == ""


def test_what_belongs_to_one_shop_is_blanked():
    assert delexicalised("red dresses under 50", WORDS) == "VALUE KIND under NUM"


def test_left_out_is_what_the_others_say():
    ridge = Ridge.fit(TAUGHT, seen=1)
    alone = Ridge.fit(TAUGHT[1:], seen=1).scores(TAUGHT[0][1])
    assert ridge.left_out[0][ridge.names.index("cart_show")] == pytest.approx(alone["cart_show"], abs=0.15)


def test_what_was_fitted_is_kept(tmp_path):
    ridge = Ridge.fit(TAUGHT, seen=1)
    ridge.save(tmp_path / "fitted.npz", of="abc")
    again, of = Ridge.load(tmp_path / "fitted.npz")
    assert of == "abc" and again.names == ["cart_show", "help", "none", "search"]
    assert again.scores("what can i do here") == pytest.approx(ridge.scores("what can i do here"), abs=0.01)


def test_what_is_shipped_was_fitted_on_the_examples_that_are():
    assert Ridge.load(FITTED)[1] == digest(EXAMPLES.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("said", "read", "name"), [
    ("what do i owe you", "select", "cart_show"),    # a lax rule took it for a description
    ("what do i owe you", "sort", ""),               # sorting is no lax rule
    ("what do you owe them", "select", ""),          # not sure enough
])
def test_what_may_overrule_a_rule(said, read, name):
    assert Fallback(WORDS, stocked=lambda word: False, examples=TAUGHT)(said, read) == name


def test_the_fallback_has_seen_the_open_splits_and_the_sayings_and_nothing_of_the_others():
    rows, (items, _) = read_utterances(), read_screens()
    shipped = {"\t".join(pair) for pair in read_examples()}
    sayings = set(as_examples(read_examples(SAYINGS), items))
    seen, unseen = (set(examples_of(rows, items, splits)) for splits in (OPEN, [split for split in SPLITS if split not in OPEN]))
    assert len(shipped & seen) > 0.9 * len(seen) and not (shipped - sayings) & (unseen - seen)
