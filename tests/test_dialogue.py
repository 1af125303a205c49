"""The grammar as a table: what is said -> the intent and the slots that are filled."""

import pytest

from demo.dialogue import INTENTS, Intent, Session, Vocabulary, parse, remember

VOCABULARY = Vocabulary(
    singulars=frozenset({"dress", "bag", "watch", "shoes", "shirt"}),
    plurals=frozenset({"dresses", "bags", "watches", "shoes", "shirts"}),
    values={"red": ("colour", "Red"), "blue": ("colour", "Blue"), "navy blue": ("colour", "Navy Blue"),
            "leather": ("material", "leather"), "nike": ("brand", "Nike"), "women": ("gender", "Women")},
    fields=frozenset({"colour", "material", "brand", "gender"}),
)
SCREEN = Session(grid=("a", "b", "c", "d", "e", "f"))

UTTERANCES = [
    ("show me red dresses", Intent("search", text="red dresses")),
    ("I'd like a red bag, please", Intent("search", text="red bag")),
    ("puma running shoes", Intent("search", text="puma running shoes")),
    ("red dresses under 50 dollars", Intent("search", text="red dresses", filters=(("price", "<", 50.0),))),
    ("dresses without stripes", Intent("search", text="dresses", minus=("stripes",))),
    ("show me the cheapest dresses", Intent("search", text="dresses", sort="price")),
    ("now bags", Intent("search", text="bags")),
    ("the blue one", Intent("select", text="the blue one")),
    ("I want the red bag", Intent("select", text="the red bag")),
    ("um, could you show me the watch please", Intent("select", text="the watch")),
    ("the one with the leather strap", Intent("select", text="the one with the leather strap")),
    ("number four", Intent("select", places=(4,))),
    ("3", Intent("select", places=(3,))),
    ("the second dress", Intent("select", places=(2,))),
    ("the first and the third", Intent("select", places=(1, 3))),
    ("the last two", Intent("select", places=(-2, -1))),
    ("bottom right", Intent("select", places=(-1,))),
    ("the cheapest", Intent("select", superlative=("price", False))),
    ("give me the most expensive one", Intent("select", superlative=("price", True))),
    ("not the black one", Intent("select", excluded=("black",))),
    ("the one that is not black", Intent("select", excluded=("black",))),
    ("like this but in red", Intent("refine", that=True, plus=("red",))),
    ("minus black plus red", Intent("refine", that=True, plus=("red",), minus=("black",))),
    ("this dress minus black plus red", Intent("refine", that=True, plus=("red",), minus=("black",))),
    ("something like number 2 but in blue", Intent("refine", places=(2,), plus=("blue",))),
    ("red instead of black", Intent("refine", that=True, plus=("red",), minus=("black",))),
    ("more formal", Intent("refine", that=True, plus=("formal",))),
    ("less formal", Intent("refine", that=True, minus=("formal",))),
    ("does it come in blue?", Intent("refine", that=True, plus=("blue",))),
    ("cheaper", Intent("refine", that=True, filters=(("price", "<", "that"),))),
    ("like the second one but cheaper", Intent("refine", places=(2,), filters=(("price", "<", "that"),))),
    ("in another colour", Intent("refine", that=True, plus=("another colour",))),
    ("under 50", Intent("filter", filters=(("price", "<", 50.0),))),
    ("between 20 and 40 dollars", Intent("filter", filters=(("price", ">=", 20.0), ("price", "<=", 40.0)))),
    ("bags for less than a hundred and fifty dollars", Intent("search", text="bags", filters=(("price", "<", 150.0),))),
    ("only red ones", Intent("filter", filters=(("colour", "=", "Red"),))),
    ("navy blue only", Intent("filter", filters=(("colour", "=", "Navy Blue"),))),
    ("only acme", Intent("filter", filters=(("title", "~", "acme"),))),
    ("for women", Intent("filter", filters=(("gender", "=", "Women"),))),
    ("rated at least 4 stars", Intent("filter", filters=(("rating", ">=", 4.0),))),
    ("remove the filters", Intent("filter", everything=True)),
    ("cheapest first", Intent("sort", sort="price")),
    # said otherwise: demo.phrasing.rephrased, and what is left of a remark
    ("swap black for red", Intent("refine", that=True, plus=("red",), minus=("black",))),
    ("a tad longer", Intent("refine", that=True, plus=("long",))),
    ("it's a bit steep", Intent("refine", that=True, filters=(("price", "<", "that"),))),
    ("too expensive, anything cheaper?", Intent("refine", that=True, filters=(("price", "<", "that"),))),
    ("do you have number 4 in blue", Intent("refine", places=(4,), plus=("blue",))),
    ("same style but in blue", Intent("refine", that=True, plus=("blue",))),
    ("not the red ones, the blue ones", Intent("select", text="the blue ones", excluded=("red",))),
    ("anything but red, blue or green", Intent("select", excluded=("red", "blue", "green"))),
    ("them red ones", Intent("select", text="the red ones")),
    ("no 5", Intent("select", places=(5,))),
    ("the two on the end", Intent("select", places=(-2, -1))),
    ("the middle one on the top row", Intent("select", places=(2,), where="top row")),
    ("which one costs the least", Intent("select", superlative=("price", False))),
    ("the two cheapest", Intent("select", superlative=("price", False), count=2, that=True)),
    ("compare the two cheapest", Intent("compare", superlative=("price", False), count=2, that=True)),
    ("is it red or blue?", Intent("describe", that=True, about="colour", plus=("red", "blue"))),
    ("no red ones", Intent("filter", filters=(("colour", "!=", "Red"),))),
    ("filter out the red ones", Intent("filter", filters=(("colour", "!=", "Red"),))),
    ("more than 4 stars", Intent("filter", filters=(("rating", ">", 4.0),))),
    ("rating 4 or above", Intent("filter", filters=(("rating", ">=", 4.0),))),
    ("my budget is 80", Intent("filter", filters=(("price", "<=", 80.0),))),
    ("keep it under 60", Intent("filter", filters=(("price", "<", 60.0),))),
    ("i'm looking for red dresses", Intent("search", text="red dresses")),
    ("i am looking for red dresses", Intent("search", text="red dresses")),
    ("I was wondering whether you stock red bags, mine is falling apart", Intent("search", text="red bags")),
    ("whatcha got in the way of bags", Intent("search", text="bags")),
    ("enough dresses, show me bags", Intent("search", text="bags")),
    ("take me back", Intent("back")),
    ("three steps back", Intent("back", count=3)),
    ("show me the rest", Intent("more")),
    ("put number 3 in my cart", Intent("cart_add", places=(3,))),
    ("add all of these", Intent("cart_add", everything=True)),
    ("put two of those in my bag", Intent("cart_add", that=True, count=2)),
    ("I'm done, checkout", Intent("cart_show")),
    ("how do i start", Intent("help")),
    ("price high to low", Intent("sort", sort="price", descending=True)),
    ("highest rated first", Intent("sort", sort="rating", descending=True)),
    ("order them by price descending", Intent("sort", sort="price", descending=True)),
    ("$20 to $50", Intent("filter", filters=(("price", ">=", 20.0), ("price", "<=", 50.0)))),
    ("too expensive", Intent("refine", that=True, filters=(("price", "<", "that"),))),
    ("I'll go with the first one", Intent("select", places=(1,))),
    ("what size is it?", Intent("describe", that=True, about="size")),
    ("hello", Intent("help")),
    ("show me more", Intent("more")),
    ("next page", Intent("more")),
    ("go back", Intent("back")),
    ("undo that", Intent("back")),
    ("compare the first and the third", Intent("compare", places=(1, 3))),
    ("compare it with the last one", Intent("compare", places=(-1,), that=True)),
    ("what's the difference between them?", Intent("compare", everything=True)),
    ("what is it made of?", Intent("describe", that=True, about="material")),
    ("how much is the second one", Intent("describe", places=(2,), about="price")),
    ("tell me about the red one", Intent("describe", text="the red one")),
    ("is it leather?", Intent("describe", that=True, about="material", plus=("leather",))),
    ("add it to my cart", Intent("cart_add", that=True)),
    ("I'll take it", Intent("cart_add", that=True)),
    ("add the second one to the basket", Intent("cart_add", places=(2,))),
    ("add both to my cart", Intent("cart_add", everything=True, that=True)),
    ("remove the first one from the cart", Intent("cart_remove", places=(1,))),
    ("empty my cart", Intent("cart_remove", everything=True)),
    ("what's in my cart?", Intent("cart_show")),
    ("help", Intent("help")),
    ("what can you do?", Intent("help")),
    ("start over", Intent("reset")),
    ("i am looking for a summer dress", Intent("search", text="summer dress")),
    ("same style but blue", Intent("refine", that=True, plus=("blue",))),
    ("the other one", Intent("select", other=True)),
    ("next to it", Intent("select", that=True, where="next to")),
    ("the one below number two", Intent("select", places=(2,), where="below")),
    ("the one in the middle", Intent("select", where="middle")),
    ("anything but red, blue or green", Intent("select", excluded=("red", "blue", "green"))),
    ("the red one and the blue one", Intent("select", text="the red one", others=(Intent("select", text="the blue one"),))),
    ("the red dress from before", Intent("select", text="the red dress", earlier=True)),
    ("the darker one", Intent("select", that=True, superlative=("darkness", True))),
    ("the longest", Intent("select", superlative=("length", True))),
    ("something darker", Intent("refine", that=True, plus=("dark",))),
    ("two of them", Intent("select", that=True)),      # nothing is selected: which one is asked
    ("make it three", Intent("cart_add", that=True, count=3, exactly=True)),
    ("go back two steps", Intent("back", count=2)),
    ("show me matching shoes", Intent("search", text="shoes", that=True)),
    ("nothing over 50", Intent("filter", filters=(("price", "<=", 50.0),))),
    ("no red ones", Intent("filter", filters=(("colour", "!=", "Red"),))),
    ("add it to my cart and show me more", Intent("cart_add", that=True, then=Intent("more"))),
    ("red ones? no, i mean the blue one", Intent("select", text="the blue one")),
    ("the one a black woman would wear", Intent("none", about="people")),
    # what stands around what is meant
    ("my bag broke so i need another bag", Intent("search", text="bag bag")),
    ("yeah, great, add it to my cart", Intent("cart_add", that=True)),
    ("the fourth... er, fifth I mean", Intent("select", places=(5,))),
    ("wait no not that, the red one", Intent("select", text="the red one")),
    ("bag. leather. under forty", Intent("search", text="bag leather", filters=(("price", "<", 40.0),))),
    ("the red one looks good to me", Intent("select", text="the red one")),
    ("the red bag, is it leather?", Intent("describe", text="the red bag", about="material", plus=("leather",))),
    ("number 3, how much?", Intent("describe", places=(3,), about="price")),
    ("bags, and put the dear ones at the top", Intent("search", text="bags", sort="price", descending=True)),
    ("shirts, just nothing red", Intent("search", text="shirts", minus=("red",))),
    ("that'll do nicely, add it", Intent("cart_add", that=True)),
    ("sold! put it in the trolley", Intent("cart_add", that=True)),
    ("i can't afford it, take it out of my cart", Intent("cart_remove", that=True)),
    ("scrap everything and start over", Intent("reset")),
    # all but some, and one but not another
    ("all but the first", Intent("select", everything=True, excluded=("the first",))),
    ("compare all but the last", Intent("compare", everything=True, excluded=("the last",))),
    ("not blue, red", Intent("select", text="the red one", excluded=("blue",))),
    ("bags but not leather ones", Intent("search", text="bags", minus=("leather",))),
    # amounts
    ("not a penny over 100", Intent("filter", filters=(("price", "<=", 100.0),))),
    ("can't stretch past seventy five", Intent("filter", filters=(("price", "<=", 75.0),))),
    ("hide anything over 100", Intent("filter", filters=(("price", "<=", 100.0),))),
    ("fifty and upwards", Intent("filter", filters=(("price", ">=", 50.0),))),
    ("twenty to fifty", Intent("filter", filters=(("price", ">=", 20.0), ("price", "<=", 50.0)))),
    ("nothing with less than 4 stars", Intent("filter", filters=(("rating", ">=", 4.0),))),
    ("shirts for less than a tenner", Intent("search", text="shirts", filters=(("price", "<", 10.0),))),
    # changes
    ("same but under seventy", Intent("refine", that=True, filters=(("price", "<", 70.0),))),
    ("the second one but it's too short", Intent("refine", places=(2,), plus=("long",))),
    ("can it be red and cheaper", Intent("refine", that=True, plus=("red",), filters=(("price", "<", "that"),))),
    ("a leather version of the bag", Intent("refine", text="the bag", plus=("leather",))),
    ("lose the sleeves", Intent("refine", that=True, minus=("sleeves",))),     # the cart is empty
    # orders, comparisons, degrees
    ("the low prices before the high ones", Intent("sort", sort="price")),
    ("4 and 5, what's the difference?", Intent("compare", places=(4, 5))),
    ("what sets the red one apart from the blue one", Intent("compare", text="the red one", others=(
        Intent("select", text="the blue one"),))),
    ("the one that's third lowest in price", Intent("select", superlative=("price", False), rank=3)),
    ("whichever is rated highest", Intent("select", superlative=("rating", True))),
    ("none of these", Intent("none", text="none of these")),
    ("...", Intent("none")),
    ("", Intent("none")),
]


@pytest.mark.parametrize(("said", "meant"), UTTERANCES, ids=[said or "nothing" for said, _ in UTTERANCES])
def test_what_is_said_is_what_is_meant(said, meant):
    assert parse(said, SCREEN, VOCABULARY) == meant


def test_the_table_has_every_intent_but_the_assistants_own_question():
    assert {meant.name for _, meant in UTTERANCES} == set(INTENTS) - {"clarify"}


@pytest.mark.parametrize(("said", "meant"), [
    ("the second", Intent("select", places=(5,))),        # of the two asked about
    ("number two", Intent("select", places=(2,))),        # of the page
    ("no, neither", Intent("none", text="neither")),
    ("red", Intent("select", text="red")),
    ("cheaper", Intent("select", that=True, superlative=("price", False))),
    ("compare the first and the third", Intent("compare", places=(1, 3))),   # no answer
    ("show me bags instead", Intent("search", text="bags")),
])
def test_answers_to_a_question(said, meant):
    asked = Session(grid=SCREEN.grid, pending=("b", "e"), asked=Intent("select", text="the dress"))
    assert parse(said, asked, VOCABULARY) == meant


def test_remember_keeps_twenty_steps():
    session = Session()
    for step in range(30):
        session = remember(session, offset=step)
    steps = []
    while session is not None:
        steps.append(session.offset)
        session = session.previous
    assert steps == list(range(29, 8, -1))
