"""What shoppers say: templates and word lists from which the offline recogniser's language model is built.

The recogniser hears only what these make likely, so they cover every intent of the conversation. The words of the goods
themselves (brands, models, kinds this list lacks) come with each turn, from the screen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

__all__ = ["shop_pairs", "shop_phrases", "title_phrases"]

_COLOURS = (
    "black white red blue green yellow orange pink purple brown grey beige navy maroon teal turquoise khaki gold golden "
    "silver cream olive lavender burgundy bronze copper charcoal magenta peach tan"
).split()
_SHADES = ("dark", "light", "bright", "pale", "navy", "sea", "sky")
_ONE_KINDS = (
    "shirt t-shirt top dress skirt jacket coat sweater sweatshirt jumper cardigan blouse vest suit blazer tie scarf belt "
    "hat cap watch bag handbag backpack wallet clutch purse bracelet necklace ring bangle shoe sneaker sandal boot heel "
    "loafer sari tunic kurta perfume lipstick umbrella mug cup bowl plate lamp chair table sofa cushion pillow vase "
    "teapot kettle bottle clock rug blanket notebook pen toy"
).split()
_MANY_KINDS = "shoes sneakers sandals boots heels flats flip-flops slippers loafers socks gloves jeans trousers pants " + (
    "shorts leggings tights pyjamas sunglasses glasses earrings stockings briefs boxers capris headphones"
)
_QUALITIES = (
    "striped plain printed checked floral dotted formal casual sports party ethnic summer winter long short "
    "long-sleeved sleeveless leather cotton wool silk denim metal wooden glass ceramic plastic linen canvas small big "
    "large tall round square running hooded vintage modern simple elegant warm wider darker lighter smaller bigger "
    "longer shorter brighter cheaper warmer softer fancier simpler"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last middle next".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_PRICES = (
    "five ten fifteen twenty twenty-five thirty thirty-five forty forty-five fifty sixty seventy seventy-five eighty "
    "ninety ninety-nine hundred one-hundred one-hundred-fifty two-hundred three-hundred five-hundred a-hundred "
    "a-thousand one-thousand two-thousand"
).split()
_PLACES = ("on the left", "on the right", "in the middle", "at the top", "at the bottom", "in the top row")
_WEARERS = ("men", "women", "boys", "girls", "kids", "a man", "a woman", "a boy", "a girl", "a child", "me", "my wife")
_MOMENTS = ("work", "a party", "a wedding", "the summer", "the winter", "the beach", "the office", "school", "running")

_SLOTS: dict[str, Sequence[str]] = {
    "colour": [*_COLOURS, *(f"{shade} {colour}" for shade in _SHADES for colour in ("blue", "green", "red", "grey"))],
    "kind": _ONE_KINDS,
    "kinds": [*_MANY_KINDS.split(), *(f"{kind}{'es' if kind.endswith(('s', 'ch')) else 's'}" for kind in _ONE_KINDS)],
    "quality": _QUALITIES,
    "ordinal": _ORDINALS,
    "number": _NUMBERS,
    "price": [price.replace("-", " ") for price in _PRICES],
    "place": _PLACES,
    "wearer": _WEARERS,
    "moment": _MOMENTS,
    "money": ("dollars", "euros", "pounds", "rupees"),
    "show": ("show me", "find me", "i want", "i need", "i'm looking for", "do you have", "can you show me", "search for"),
}  # fmt: skip

_TEMPLATES = """
{show} {colour} {kinds}
{show} a {colour} {kind}
{show} {kinds}
{show} a {kind}
{show} some {quality} {kinds}
{show} a {quality} {kind}
{show} {quality} {kinds}
{show} {colour} {quality} {kinds}
{show} a {colour} {quality} {kind}
{show} {kinds} for {wearer}
{show} {kinds} for {moment}
{show} something for {moment}
{show} something {quality}
{show} something in {colour}
{show} {kinds} under {price} {money}
{show} {colour} {kinds} under {price} {money}
{colour} {kinds}
{colour} {kind}
a {colour} {kind}
a {quality} {kind}
a {kind}
{quality} {kinds}
{quality} {kind}
{kinds} for {wearer}
men's {kinds}
women's {kinds}
boys' {kinds}
girls' {kinds}
kids' {kinds}
the {colour} one
the {colour} ones
the {colour} {kind}
the {colour} {kinds}
the {kind}
the {kinds}
the {quality} one
the {quality} {kind}
the {ordinal} one
the {ordinal} {kind}
the {ordinal}
the one {place}
the {colour} one {place}
the {kind} {place}
the one that is not {colour}
the one that's not {colour}
not the {colour} one
not {colour}
the one with the {quality} {kind}
number {number}
item {number}
i like number {number}
i like the {colour} one
i like the {ordinal} one
i'll take the {colour} one
i'll take the {ordinal} one
i'll take it
i like this one
i like that
select the {ordinal} one
choose the {colour} one
pick number {number}
show me the {ordinal} one
show me the {colour} one
show me number {number}
show me the {colour} {kind}
add it to my cart
add it to the cart
add this to my cart
add that to the basket
add it to my basket
add the {colour} one to my cart
add the {colour} {kind} to my cart
add the {ordinal} one to my cart
add number {number} to my cart
put it in my cart
put the {colour} {kind} in my cart
put the {colour} one in my cart
put the {ordinal} one in my cart
put it in the bag
buy it
buy the {colour} one
remove it from my cart
remove the {colour} one from my cart
remove the {ordinal} one from my cart
remove the {kind} from my cart
remove number {number} from my cart
take it out of my cart
show my cart
show me my cart
what's in my cart
what is in my cart
my cart
open the cart
check out
compare the {ordinal} and the {ordinal}
compare the {ordinal} one and the {ordinal} one
compare the {colour} one and the {colour} one
compare the {colour} one with the {colour} one
compare number {number} and number {number}
compare number {number} with number {number}
compare {number} and {number}
compare them
compare these two
which is cheaper
which one is cheaper
under {price} {money}
under {price}
less than {price} {money}
below {price} {money}
over {price} {money}
more than {price} {money}
between {price} and {price} {money}
only {colour}
only {colour} ones
only {kinds}
only the {colour} ones
only {kinds} for {wearer}
for {wearer}
without {colour}
no {colour}
the cheapest
the cheapest one
the cheapest of those
the cheapest of these
the most expensive one
the most expensive
cheapest first
most expensive first
sort by price
sort them by price
the newest first
go back
back
undo
undo that
previous
show more
show me more
more
more like this
more like that
next page
show me others
something else
help
help me
what can i say
what can you do
start over
start again
reset
clear everything
like this but in {colour}
like this one but in {colour}
like that but {colour}
the same in {colour}
the same but in {colour}
the same {kind} in {colour}
this one in {colour}
this in {colour}
in {colour}
like this but {quality}
like this but more {quality}
like number {number} but in {colour}
like the {ordinal} one but in {colour}
like the {colour} one but {quality}
more {quality}
less {quality}
a bit {quality}
{quality}
minus {colour} plus {colour}
minus {quality} plus {quality}
plus {colour}
plus {quality}
minus {colour}
minus {quality}
this minus {colour} plus {colour}
similar to this
something like this
what is it made of
what's it made of
what is this made of
how much is it
how much is this
how much is the {colour} one
how much is the {ordinal} one
how much does it cost
what does it cost
what is the price
tell me more
tell me about it
tell me more about this one
tell me about the {ordinal} one
tell me about the {colour} one
describe it
describe this one
describe the {ordinal} one
what is it
what is this
what colour is it
what brand is it
is it {quality}
does it come in {colour}
do you have it in {colour}
do you have this in {colour}
do you have {kinds}
the {colour} one no the {colour} one
the {ordinal} no the {ordinal} one
the {ordinal} one i mean the {ordinal} one
show me {kinds} no {kinds}
show me {colour} no {colour} {kinds}
the {colour} one sorry the {colour} one
number {number} no number {number}
anything but {colour}
any {kinds}
i would like a {colour} {kind}
can i see some {kinds}
can i see the {colour} one
add {number} of them to my cart
add {number} of number {number} to my cart
clear my cart
empty my cart
the one with the {quality} strap
the one below it
the one above it
the one next to it
the other one
the first and the third
the {ordinal} and the {ordinal}
anything but {quality}
in another colour
remove the filters
show me matching {kinds}
add it to my cart and show me matching {kinds}
the one with the {colour} {kind}
yes
no
yes please
no thanks
thank you
hello
stop
cancel
""".strip().splitlines()

_BEFORE = (
    "please", "could you", "could you please", "can you", "can you please", "would you", "can i", "i'd like to", "i want to",
    "i would like to", "um", "uh", "well", "okay", "now", "and", "no", "sorry", "i mean", "no wait", "hello", "hi", "so", "then",
    "yes",
)
_AFTER = ("please", "thank you", "thanks", "then", "now", "instead")
_ASIDE = ("um", "uh", "er", "please", "i mean", "sorry")
_FRAMED = 5  # one example sentence in so many is said again with such a frame

_FIXED = 30  # a fixed phrase counts as often as a template's dozens of fillings, to stay in proportion
_SLOT = re.compile(r"\{(\w+)\}")


def shop_phrases() -> list[str]:
    """Example sentences for every intent, the same on every call; each word of a slot is used in each template."""
    chance = random.Random(0)
    phrases = [phrase for template in _TEMPLATES for phrase in _filled(template, chance)]
    return phrases + [_framed(phrase, chance) for phrase in phrases[::_FRAMED]]


def _framed(phrase: str, chance: random.Random) -> str:
    """The phrase as people say it: after a polite beginning, before a thank you, or with a hesitation in it."""
    way = chance.choice("before before after within".split())
    if way == "before":
        return f"{chance.choice(_BEFORE)} {phrase}"
    if way == "after":
        return f"{phrase} {chance.choice(_AFTER)}"
    words = phrase.split()
    at = chance.randrange(len(words) + 1)
    return " ".join([*words[:at], chance.choice(_ASIDE), *words[at:]])


def _filled(template: str, chance: random.Random) -> Iterator[str]:
    """The template with its longest slot run through once, and the other slots cycled in shuffled order beside it."""
    slots = _SLOT.findall(template)
    if not slots:
        yield from [template] * _FIXED
        return
    count = max(len(_SLOTS[slot]) for slot in slots)
    columns = [_shuffled(_SLOTS[slot], count, chance) for slot in slots]
    for fillers in zip(*columns, strict=True):
        rest = iter(fillers)
        yield _SLOT.sub(lambda _: next(rest), template)  # noqa: B023 - called at once


def _shuffled(words: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """`count` of the words, all of them equally often, in an order of their own."""
    column: list[str] = []
    while len(column) < count:
        column += chance.sample(words, len(words))
    return column[:count]


def shop_pairs() -> list[tuple[str, str]]:
    """Every colour before every kind: the templates give each a few of the others, and no pair should be unheard of."""
    return [(colour, kind) for colour in _COLOURS for kind in (*_ONE_KINDS, *_SLOTS["kinds"])]


def title_phrases(words: Sequence[str]) -> list[tuple[str, ...]]:
    """How a shopper may name an item by its title's words: all of it, a word, or a word and the last (the kind)."""
    if not words:
        return []
    whole = tuple(words)
    ways = [whole, ("the", *whole), ("show", "me", *whole)]
    ways += [way for word in whole for way in (("the", word), ("the", word, "one"), ("show", "me", word))]
    pairs = {*zip(whole, whole[1:], strict=False), *((word, whole[-1]) for word in whole[:-1])}
    ways += [way for pair in sorted(pairs) for way in (pair, ("the", *pair), ("show", "me", *pair))]
    return ways
