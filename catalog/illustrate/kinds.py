"""The kinds of product the boutique sells: where each hangs, what draws it, what may vary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from catalog.illustrate import accessories, bags, footwear, garments, home
from catalog.illustrate.fabric import Look
from catalog.illustrate.svg import Sheet

__all__ = ["ATTRIBUTES", "CALM", "KINDS", "Kind"]

ATTRIBUTES = (
    "colour",
    "second_colour",
    "pattern",
    "material",
    "gender",
    "length",
    "sleeve",
    "neckline",
    "heel",
    "strap",
    "closure",
    "fit",
    "shape",
    "style",
    "cut",
    "sole",
    "height",
    "frame",
    "lens",
    "face",
    "case",
    "buckle",
    "brim",
    "edge",
    "ends",
    "shade",
    "handle",
)
CALM = (
    "black",
    "white",
    "ivory",
    "grey",
    "charcoal",
    "navy",
    "blue",
    "light blue",
    "teal",
    "sage",
    "olive",
    "green",
    "red",
    "burgundy",
    "coral",
    "pink",
    "blush",
    "lilac",
    "purple",
    "mustard",
    "yellow",
    "camel",
    "brown",
    "terracotta",
)
_HIDES = ("black", "brown", "tan", "camel", "burgundy", "navy", "red", "pink", "green", "ivory", "mustard", "teal")
_PRINTS = ("solid", "solid", "solid", "striped", "checked", "polka dot", "floral")

Draw = Callable[[Sheet, Look], None]
Options = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Kind:
    """A kind of product: where it hangs in the shop, how it is drawn and what may vary."""

    branch: str  # the first two levels of the taxonomy path
    draw: Draw
    price: tuple[int, int]  # dollars
    note: str  # the description's last sentence
    variants: tuple[Options, ...]  # each a set of choices that go together
    lead: tuple[str, ...] = ()  # attributes named before the noun, and after it with "with"
    tail: tuple[str, ...] = ()
    colours: tuple[str, ...] = CALM
    patterns: tuple[str, ...] = ("solid",)
    genders: tuple[str, ...] = ("women", "men", "unisex")
    trim: str = ""  # the part that has the second colour where there is no print, "" for none
    floats: bool = False  # hangs before the wall instead of standing on the floor


def _cloth(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Clothing", draw, price, note, variants, floats=True, **{"patterns": _PRINTS, **more})


def _shoe(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Shoes", draw, price, note, variants, **more)


def _bag(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Bags", draw, price, note, variants, **more)


def _worn(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Accessories", draw, price, note, variants, **more)


def _house(room: str, draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind(f"Home > {room}", draw, price, note, variants, genders=("",), **more)


_LENGTHS, _FITS = ("mini", "knee-length", "midi"), ("slim", "straight", "wide")
KINDS: dict[str, Kind] = {
    "Dress": _cloth(
        garments.dress,
        (59, 189),
        "Cut to skim the waist and swing at the hem.",
        {
            "sleeve": ("sleeveless", "short", "long"),
            "neckline": ("v-neck", "round", "square"),
            "length": (*_LENGTHS, "maxi"),
            "material": ("cotton", "silk", "linen"),
        },
        {"sleeve": ("straps",), "neckline": ("sweetheart",), "length": (*_LENGTHS, "maxi"), "material": ("cotton", "satin")},
        lead=("neckline", "sleeve", "length"),
        genders=("women",),
    ),
    "Shirt": _cloth(
        garments.shirt,
        (39, 99),
        "A crisp collar, a chest pocket and a curved hem to wear in or out.",
        {"sleeve": ("long", "short"), "material": ("cotton", "linen"), "closure": ("buttons",)},
        lead=("sleeve",),
    ),
    "T-shirt": _cloth(
        garments.t_shirt,
        (15, 39),
        "Soft jersey that keeps its shape wash after wash.",
        {"sleeve": ("short", "long"), "neckline": ("crew neck", "v-neck"), "material": ("cotton",)},
        lead=("sleeve", "neckline"),
    ),
    "Sweater": _cloth(
        garments.sweater,
        (59, 149),
        "Warm, ribbed at hem and cuffs, and light enough to layer.",
        {"neckline": ("crew neck", "turtleneck"), "material": ("wool",), "sleeve": ("long",)},
        lead=("neckline",),
        patterns=("solid", "solid", "striped"),
    ),
    "Hoodie": _cloth(
        garments.hoodie,
        (45, 95),
        "Brushed inside, with a kangaroo pocket and a lined hood.",
        {"closure": ("pullover", "zip"), "material": ("cotton",), "sleeve": ("long",)},
        lead=("closure",),
        patterns=("solid",),
    ),
    "Jacket": _cloth(
        garments.jacket,
        (99, 349),
        "An easy layer that makes an outfit.",
        {"style": ("bomber",), "closure": ("zip",), "material": ("leather", "nylon", "suede")},
        {"style": ("blazer",), "closure": ("buttons",), "material": ("wool", "linen", "velvet")},
        lead=("style",),
        patterns=("solid",),
    ),
    "Skirt": _cloth(
        garments.skirt,
        (39, 109),
        "Sits at the natural waist with a neat band.",
        {"shape": ("flared",), "length": _LENGTHS, "material": ("cotton", "linen")},
        {"shape": ("pleated",), "length": _LENGTHS, "material": ("satin", "wool"), "pattern": ("solid",)},
        {"shape": ("pencil",), "length": _LENGTHS, "material": ("leather", "wool", "denim"), "pattern": ("solid",)},
        lead=("shape", "length"),
        genders=("women",),
    ),
    "Trousers": _cloth(
        garments.trousers,
        (49, 129),
        "Pressed creases, slant pockets, belt loops.",
        {"fit": _FITS, "material": ("cotton", "wool", "linen")},
        lead=("fit",),
        patterns=("solid", "solid", "checked", "striped"),
    ),
    "Jeans": _cloth(
        garments.jeans,
        (59, 119),
        "Sturdy denim with copper rivets and contrast stitching.",
        {"fit": _FITS, "material": ("denim",)},
        lead=("fit",),
        patterns=("solid",),
        colours=("denim blue", "light blue", "navy", "black", "charcoal", "white"),
    ),
    "Sneakers": _shoe(
        footwear.sneakers,
        (49, 139),
        "A cushioned rubber sole for long city days.",
        {
            "cut": ("low-top", "high-top"),
            "material": ("leather", "canvas", "suede"),
            "sole": ("white", "gum"),
            "closure": ("laces",),
        },
        lead=("cut",),
        tail=("sole",),
        trim="stripe",
    ),
    "Heels": _shoe(
        footwear.heels,
        (69, 189),
        "A pointed toe and a softly padded insole.",
        {
            "heel": ("stiletto", "block", "kitten"),
            "closure": ("slip-on", "ankle strap"),
            "material": ("leather", "suede", "satin"),
        },
        lead=("heel",),
        tail=("closure",),
        genders=("women",),
    ),
    "Boots": _shoe(
        footwear.boots,
        (99, 259),
        "Made to be resoled and worn for years.",
        {
            "height": ("ankle",),
            "closure": ("elastic", "laces", "zip"),
            "heel": ("block", "flat"),
            "material": ("leather", "suede"),
        },
        {"height": ("knee",), "closure": ("zip",), "heel": ("block", "flat"), "material": ("leather", "suede")},
        lead=("height",),
        tail=("closure", "heel"),
        colours=_HIDES,
    ),
    "Handbag": _bag(
        bags.handbag,
        (79, 259),
        "Roomy enough for a book, a purse and a scarf.",
        {
            "strap": ("leather", "chain", "fabric"),
            "closure": ("flap", "zip", "clasp"),
            "material": ("leather", "suede", "velvet"),
        },
        tail=("strap", "closure"),
        genders=("women",),
    ),
    "Tote": _bag(
        bags.tote,
        (35, 149),
        "Wide open at the top, strong in the handles.",
        {"material": ("canvas", "leather", "straw")},
        patterns=_PRINTS,
        genders=("women", "unisex"),
        trim="handles",
    ),
    "Backpack": _bag(
        bags.backpack,
        (49, 149),
        "Padded straps and a pocket for everything small.",
        {"material": ("nylon", "canvas", "leather"), "closure": ("zip",)},
        genders=("unisex",),
        trim="pocket",
    ),
    "Belt": _worn(
        accessories.belt,
        (25, 79),
        "Full-grain leather with a hand-finished edge.",
        {"buckle": ("gold", "silver"), "closure": ("frame", "plate"), "material": ("leather",)},
        tail=("buckle",),
        colours=_HIDES,
    ),
    "Watch": _worn(
        accessories.watch,
        (89, 349),
        "A quiet quartz movement under scratch-proof glass.",
        {"strap": ("leather",), "face": ("round", "square"), "case": ("gold", "silver"), "material": ("leather",)},
        {"strap": ("fabric",), "face": ("round", "square"), "case": ("gold", "silver"), "material": ("canvas",)},
        {"strap": ("metal",), "face": ("round", "square"), "case": ("silver",), "material": ("metal",), "colour": ("silver",)},
        {"strap": ("metal",), "face": ("round", "square"), "case": ("gold",), "material": ("metal",), "colour": ("gold",)},
        lead=("face",),
        tail=("strap",),
        colours=_HIDES,
        trim="dial",
        floats=True,
    ),
    "Sunglasses": _worn(
        accessories.sunglasses,
        (39, 159),
        "Full UV protection in a light frame.",
        {"frame": ("round", "square", "cat-eye"), "lens": ("smoke", "brown", "green", "blue"), "material": ("acetate",)},
        {
            "frame": ("aviator",),
            "lens": ("smoke", "brown", "green", "blue"),
            "material": ("metal",),
            "colour": ("gold", "silver", "black"),
        },
        lead=("frame",),
        tail=("lens",),
    ),
    "Scarf": _worn(
        accessories.scarf,
        (29, 99),
        "Long enough to wind twice.",
        {"ends": ("fringe",), "material": ("wool",)},
        {"ends": ("plain",), "material": ("silk", "cotton")},
        tail=("ends",),
        patterns=_PRINTS,
        floats=True,
    ),
    "Hat": _worn(
        accessories.hat,
        (29, 89),
        "Blocked by hand, with an inner band that sits softly.",
        {"brim": ("wide", "narrow"), "material": ("wool",)},
        {"brim": ("wide", "narrow"), "material": ("straw",), "colour": ("beige", "ivory", "tan", "black", "pink")},
        lead=("brim",),
        trim="band",
    ),
    "Cap": _worn(
        accessories.cap,
        (19, 39),
        "Six panels and an adjustable back.",
        {"material": ("cotton", "canvas", "suede")},
        genders=("unisex",),
        trim="peak",
    ),
    "Mug": _house(
        "Kitchen",
        home.mug,
        (12, 32),
        "Holds a generous coffee; safe in the dishwasher.",
        {"handle": ("round", "square"), "material": ("ceramic",)},
        tail=("handle",),
        patterns=_PRINTS,
    ),
    "Vase": _house(
        "Decor",
        home.vase,
        (29, 119),
        "Thrown on the wheel, so each one differs a little.",
        {"shape": ("bottle", "round", "tall"), "material": ("ceramic",)},
        lead=("shape",),
        patterns=("solid", "solid", "striped"),
        trim="foot",
    ),
    "Lamp": _house(
        "Lighting",
        home.lamp,
        (59, 189),
        "A warm pool of light for reading; the pull cord is brass.",
        {"shade": ("cone", "drum", "dome"), "material": ("linen",)},
        tail=("shade",),
        patterns=("solid", "solid", "striped", "floral"),
        trim="base",
    ),
    "Chair": _house(
        "Furniture",
        home.chair,
        (149, 599),
        "A beech frame and a seat that is kind to long evenings.",
        {"style": ("buttoned", "dining", "tub"), "material": ("velvet", "linen", "leather")},
        lead=("style",),
        patterns=("solid",),
    ),
    "Cushion": _house(
        "Textiles",
        home.cushion,
        (22, 65),
        "A plump feather insert in a cover that comes off to wash.",
        {"edge": ("piped", "tasselled", "plain"), "material": ("linen", "cotton", "velvet")},
        tail=("edge",),
        patterns=_PRINTS,
    ),
}
