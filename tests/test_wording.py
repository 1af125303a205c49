"""What is said about items, as literal sentences."""

import pytest

from catalog.items import Item
from demo.wording import comparison, equation, list_of, money, phrase_of, short

NAVY = Item("1", "Ada bag", price=20.0, currency="USD", category=("Bags", "Bag"),
            attributes={"colour": "Navy", "strap": "leather"})
CHAIN = Item("2", "Ada bag", price=20.0, currency="USD", category=("Bags", "Bag"),
             attributes={"colour": "Navy", "strap": "chain"})
MUG = Item("3", "Cog mug", price=8.5, currency="USD", category=("Home", "Mugs"), attributes={"second_colour": "white"})


@pytest.mark.parametrize(("price", "currency", "text"), [
    (24.0, "£", "£24.00"), (24.5, "$", "$24.50"), (1299.0, "₹", "₹1,299"), (24.5, "CHF", "24.50 CHF"),
    (5.0, "USD", "$5.00"),
    (7.0, "", "7.00"),
])
def test_prices_read_as_on_a_tag(price, currency, text):
    assert money(price, currency) == text


def test_the_difference_is_named_as_short_as_it_can_be():
    assert phrase_of(NAVY, CHAIN) == "one with the leather strap" and phrase_of(CHAIN, NAVY) == "one with the chain strap"
    assert phrase_of(MUG, NAVY) == "mug"


def test_a_table_has_the_rows_that_differ():
    assert comparison([NAVY, CHAIN], ["1", "2"]) == (("", "1 Ada bag", "2 Ada bag"), ("strap", "leather", "chain"))
    assert ("second colour", "–", "white") in comparison([NAVY, MUG], ["1", "2"])


def test_lists_titles_and_equations():
    assert (list_of(["a"]), list_of(["a", "b", "c"])) == ("a", "a, b and c")
    assert short("one two three", 8) == "one two …"
    assert equation("", "this picture", ("red",), ("black",)) == "this picture − black + red"
    assert equation("bags", "", ("red",), ()) == "“bags” + red"
