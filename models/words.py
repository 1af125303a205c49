"""What shoppers call things: everyday names for the kinds that catalogues file under labels of their own."""

from __future__ import annotations

from functools import lru_cache

import inflection

__all__ = ["MATERIALS", "SHADES", "VALUE_NAMES", "VALUE_NOUNS", "WORN_WITH", "colour_names", "kind_names", "plural", "singular"]

# Worn in pairs or made of two legs: no shopper says "a trouser".
PAIRS = {"trousers", "jeans", "shorts", "leggings", "sunglasses", "glasses", "briefs", "boxers", "capris", "pants",
         "pyjamas", "pajamas", "tights", "jeggings", "flats", "heels", "sneakers", "boots", "sandals", "shoes",
         "loafers", "slippers", "trainers", "pumps", "earrings", "cufflinks", "gloves", "socks", "stockings", "salwar", "patiala",
         "innerwear", "bottomwear", "topwear", "footwear", "headwear", "eyewear", "jewellery", "accessories", "dress",
         "scissors", "spectacles"}

# What the library's rules get wrong among things that shops sell.
IRREGULAR = {f"{word}s": word for word in ("hoodie", "tie", "bow-tie", "bowtie", "necktie", "beanie", "bootie", "cookie",
                                           "sleeve", "glove", "olive", "stove", "dove")}
IRREGULAR |= {"lens": "lens", "canvas": "canvas", "leaves": "leaf", "briefs": "briefs"}

SYNONYMS = {
    "tshirt": ("t-shirt", "tee", "t shirt"), "t-shirt": ("tee", "tshirt", "t shirt"), "sweatshirt": ("jumper", "hoodie"),
    "sweater": ("jumper", "pullover"), "hoodie": ("hooded sweatshirt",), "trousers": ("pants",),
    "track pants": ("joggers", "tracksuit bottoms"), "casual shoes": ("shoes", "sneakers", "trainers"),
    "sports shoes": ("shoes", "running shoes", "trainers", "sneakers"), "formal shoes": ("shoes", "dress shoes"),
    "sneakers": ("trainers", "shoes"), "heels": ("high heels", "shoes"), "flats": ("flat shoes", "shoes"),
    "handbag": ("bag", "purse"), "backpack": ("bag", "rucksack"), "clutch": ("bag", "clutch bag"),
    "tote": ("bag", "tote bag"), "laptop bag": ("bag",), "duffel bag": ("bag", "gym bag"),
    "messenger bag": ("bag",), "wallet": ("purse", "billfold"), "watch": ("wristwatch", "timepiece"),
    "sunglasses": ("shades", "glasses"), "cap": ("hat", "baseball cap"), "hat": ("cap",), "tie": ("necktie",),
    "dress": ("frock", "gown"), "jacket": ("coat",), "coat": ("jacket",), "top": ("blouse",), "tunic": ("top",),
    "perfume and body mist": ("perfume", "fragrance"), "deodorant": ("deo", "spray"), "nail polish": ("nail varnish",),
    "necklace and chain": ("necklace", "chain"), "flip flop": ("slippers", "sandals"), "ring": ("finger ring",),
    "bangle": ("bracelet",), "scarf": ("shawl",), "muffler": ("scarf",), "stole": ("shawl", "scarf"),
    "mug": ("cup",), "lamp": ("light",), "cushion": ("pillow",), "kurta": ("tunic",), "bra": ("brassiere",),
}


# What people say for an attribute's value in a catalogue.
VALUE_NAMES = {
    "solid": ("plain", "one-coloured"), "striped": ("stripy", "striped"), "checked": ("check", "chequered", "plaid", "tartan"),
    "polka dot": ("spotted", "dotted", "polka-dot"), "floral": ("flowery", "flowered"), "printed": ("patterned", "print"),
    "midi": ("mid-length",), "maxi": ("long", "full-length"), "mini": ("short",), "fabric": ("cloth", "textile"),
    "zip": ("a zip", "a zipper"), "buttons": ("buttons", "a button front"), "laces": ("laces", "lace-ups"),
    "stiletto": ("high", "thin"), "wide": ("loose", "wide-leg"), "slim": ("skinny", "narrow"), "metal": ("steel",),
}


# What a thing of that value has: "with stripes", "no flowers".
VALUE_NOUNS = {
    "striped": ("stripes", "stripe"), "floral": ("flowers", "flower"), "checked": ("checks",), "printed": ("prints",),
    "polka dot": ("dots", "polka dots", "spots", "spotty", "dotty"),
}


# A part, and what a thing that has it is called: "the belt" is asked of one titled "Belted", and the other way round.
WORN_WITH = {
    "belt": "belted", "button": "buttoned", "hood": "hooded", "collar": "collared", "pleat": "pleated", "buckle": "buckled",
    "bead": "beaded", "fringe": "fringed", "lace": "laced", "zip": "zipped", "ruffle": "ruffled", "frill": "frilled",
    "sequin": "sequinned", "stud": "studded", "pocket": "pocketed", "embroidery": "embroidered", "heel": "heeled",
    "sleeve": "sleeved", "strap": "strapped", "cuff": "cuffed", "brim": "brimmed", "tassel": "tasselled",
}


# Plain colour -> the finer names that people still call by it.
SHADES = {
    "blue": ("navy", "teal", "turquoise", "denim", "sky", "cobalt", "indigo", "aqua"),
    "red": ("burgundy", "maroon", "coral", "crimson", "scarlet", "rust", "brick", "wine"),
    "green": ("olive", "sage", "lime", "mint", "emerald", "khaki", "forest", "teal"),
    "brown": ("camel", "tan", "coffee", "chocolate", "rust", "bronze", "copper", "taupe", "mushroom", "walnut", "cognac"),
    "pink": ("blush", "rose", "magenta", "peach", "coral", "fuchsia", "salmon"),
    "purple": ("lilac", "lavender", "mauve", "violet", "plum"),
    "yellow": ("mustard", "gold", "lemon"),
    "white": ("ivory", "cream", "off white", "natural"),
    "grey": ("charcoal", "steel", "silver", "slate", "melange", "gray"),
    "beige": ("cream", "camel", "tan", "skin", "nude", "khaki", "straw", "natural", "taupe"),
    "orange": ("terracotta", "rust", "peach", "coral"),
}


MATERIALS = frozenset(
    "polyester nylon acrylic rayon viscose elastane spandex lycra wool cotton silk linen velvet satin leather suede denim canvas "
    "cashmere merino mohair fleece corduroy tweed jersey chiffon lace mesh fur plastic rubber metal steel gold silver brass "
    "copper wood bamboo glass ceramic straw hemp felt".split())


@lru_cache(maxsize=4096)
def colour_names(colour: str) -> tuple[str, ...]:
    """The colour and the plain ones it passes for, lower case: "Navy" -> ("navy", "blue"); () for no colour."""
    own = colour.lower()
    words = set(own.split())
    wider = (plain for plain, shades in SHADES.items() if own in shades or words & set(shades))
    return tuple(dict.fromkeys((own, *wider))) if own else ()


@lru_cache(maxsize=4096)
def singular(words: str) -> str:
    """"Handbags" -> "handbag"; what only comes in pairs stays as it is ("jeans"); lower case."""
    words = " ".join(words.lower().split())
    head, _, last = words.rpartition(" ")
    if not last or last in PAIRS or last.endswith("ss"):
        return words
    many = last.endswith("s") or last in ("men", "women", "children")  # not the Latin of kurta and dupatta
    one = IRREGULAR.get(last) or (inflection.singularize(last) if many else last)
    return f"{head} {one}".strip()


@lru_cache(maxsize=4096)
def plural(words: str) -> str:
    """"handbag" -> "handbags"; "jeans" -> "jeans"; lower case."""
    one = singular(words)
    last = one.rpartition(" ")[2]
    if not one or (last in PAIRS and last != "dress"):
        return one
    return f"{one}s" if one.endswith("a") else inflection.pluralize(one)


@lru_cache(maxsize=4096)
def kind_names(kind: str) -> tuple[str, ...]:
    """Names a shopper may use for this kind, the commonest first, singular, lower case; () for no kind."""
    one = singular(kind)
    return tuple(dict.fromkeys((one, *SYNONYMS.get(one, ())))) if one else ()
