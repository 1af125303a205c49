import numpy as np
import pytest

from catalog.filters import Filter, filter_sql, parse_where
from catalog.items import BadFilter, Hits, Item, View, field_name


def test_kind_is_the_leaf_of_the_path():
    assert Item("1", "Tee", category=("Apparel", "Topwear", "Tshirts")).kind == "Tshirts"
    assert Item("1", "Tee").kind == ""


def test_facts_are_attributes_and_the_path():
    item = Item("1", "Tee", category=("Apparel", "Tshirts"), attributes={"colour": "Blue"})
    assert item.facts() == {"colour": "Blue", "kind": "Tshirts", "category": "Apparel > Tshirts"}
    assert Item("1", "Tee", attributes={"brand": "Ada"}).facts() == {"brand": "Ada"}


def test_items_are_equal_by_content_and_can_be_put_in_a_set():
    one, two = Item("1", "Tee", attributes={"colour": "Blue"}), Item("1", "Tee", attributes={"colour": "Red"})
    assert one == Item("1", "Tee", attributes={"colour": "Blue"})
    assert {one, two} == {two, one} and len({one, two}) == 2


def test_a_view_does_not_print_its_bytes():
    assert repr(View("1", 0, b"\xff" * 1000)) == "View(item_id='1', position=0, alt='')"


def test_hits_are_pairs_of_equal_length():
    hits = Hits.of([("b", 0.75), ("a", 0.5)])
    assert (hits.ids, hits.scores.dtype, len(hits)) == (("b", "a"), np.float32, 2)
    assert list(hits) == [("b", 0.75), ("a", 0.5)]
    assert list(Hits.of([])) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("baseColour", "colour"),
        ("Color", "colour"),
        ("articleType", "kind"),
        ("Sleeve Length", "sleeve_length"),
        ("USAGE", "usage"),
        ("brand-name", "brand_name"),
    ],
)
def test_field_names_have_one_spelling(text, name):
    assert field_name(text) == name


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("colour=Blue", [("colour", "=", "Blue")]),
        ("color = navy blue AND price<50", [("colour", "=", "navy blue"), ("price", "<", 50.0)]),
        ("brand!='X and Y' and rating>=4.5", [("brand", "!=", "X and Y"), ("rating", ">=", 4.5)]),
        ('title~"say ""hi"""', [("title", "~", 'say "hi"')]),
        ("brand='O''Neill'", [("brand", "=", "O'Neill")]),
        ("price<=1,299", [("price", "<=", 1299.0)]),
        ("price>$12.50", [("price", ">", 12.5)]),
        ("colour=sand", [("colour", "=", "sand")]),
        ("size=42", [("size", "=", "42")]),
    ],
)
def test_where_is_read(text, filters):
    assert [(f.field, f.op, f.value) for f in parse_where(text)] == filters


@pytest.mark.parametrize(
    "text",
    ["", "  ", "blue", "colour=", "=blue", "colour=red or colour=blue", "colour=blue and", "price<cheap",
     "price~5", "colour='blue", "colour=blue price<5", "and colour=blue and and price<5"],
)  # fmt: skip
def test_where_that_cannot_be_read_says_so(text):
    with pytest.raises(BadFilter, match=r"write|number"):
        parse_where(text)


def test_a_filter_shows_as_it_is_written():
    filters = parse_where("price<50 and colour='Navy Blue'")
    assert [str(f) for f in filters] == ["price<50", "colour=Navy Blue"]


def test_an_operator_is_one_of_the_seven():
    with pytest.raises(BadFilter, match="= != < <= > >= ~"):
        Filter("colour", "like", "blue")


def test_an_unknown_field_is_named_with_those_there_are():
    with pytest.raises(BadFilter, match=r"'colr'.*brand, colour"):
        filter_sql(parse_where("colr=blue"), ["colour", "brand"])
