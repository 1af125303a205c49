"""The guess at what no rule knows, and that it knows when it does not know."""

import pytest

from demo.evaluate_dialogue import OPEN, SPLITS, examples_of, read_screens, read_utterances
from demo.fallback import Fallback, Ridge, delexicalised, read_examples
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
    ridge = Ridge(TAUGHT)
    alone = Ridge(TAUGHT[1:]).scores(TAUGHT[0][1])
    assert ridge.left_out[0][ridge.names.index("cart_show")] == pytest.approx(alone["cart_show"], abs=0.15)


def test_the_fallback_has_seen_the_open_splits_and_nothing_of_the_others():
    rows, (items, _) = read_utterances(), read_screens()
    shipped = {"\t".join(pair) for pair in read_examples()}
    seen, unseen = (set(examples_of(rows, items, splits)) for splits in (OPEN, [split for split in SPLITS if split not in OPEN]))
    assert len(shipped & seen) > 0.9 * len(seen) and not shipped & (unseen - seen)
