"""The kinds that are carried, worn as accessories or live at home."""

from __future__ import annotations

from catalog.illustrate.drawings import (
    accessories,
    bags,
    bedding,
    eyewear,
    furniture,
    headwear,
    home,
    jewellery,
    packs,
    small_leather,
    watches,
)
from catalog.illustrate.kind import CALM, HIDES, PRINTS, Draw, Kind, Options

__all__ = ["HOUSEHOLD"]


def _bag(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Bags", draw, price, note, variants, **more)


def _worn(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Accessories", draw, price, note, variants, **more)


def _jewel(draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Jewellery", draw, price, note, variants, **{"genders": ("women",), "colours": _METALS, **more})


def _house(room: str, draw: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind(f"Home > {room}", draw, price, note, variants, genders=("",), **more)


_METALS = ("gold", "silver", "rose gold")
_STONES = {
    "pearl": "ivory", "ruby": "red", "emerald": "green", "sapphire": "blue", "amethyst": "purple", "turquoise": "turquoise",
    "onyx": "black",
}  # fmt: skip
_PENDANTS = ("drop", "round", "heart")
_PEARLS = ("ivory", "blush", "grey", "charcoal", "white", "peach", "lilac", "mint", "black")
_BRIGHT = (*HIDES, "fuchsia", "lilac", "coral", "yellow", "white", "light blue", "mint", "purple", "orange", "blush")
_LEGS = ("oak", "walnut", "brass", "black")


def _set(**options: tuple[str, ...]) -> tuple[Options, ...]:
    """The options once for each stone, whose colour is the second one."""
    each = ({**options, "stone": (stone,), "second": (colour,)} for stone, colour in _STONES.items())
    return tuple({"material": ("metal",), **one} for one in each)


HOUSEHOLD: dict[str, Kind] = {
    "Handbag": _bag(
        bags.handbag, (79, 259), "Roomy enough for a book, a purse and a scarf.",
        {
            "strap": ("leather", "chain"), "closure": ("flap", "zip", "clasp", "buckle", "drawstring"),
            "material": ("leather", "suede", "velvet", "patent leather"), "second": ("",),
        },
        {"strap": ("fabric",), "closure": ("flap", "zip", "buckle", "drawstring"), "material": ("leather", "suede", "canvas")},
        tail=("strap", "closure"), genders=("women",), trim="strap", colours=_BRIGHT, back=bags.handbag_back,
    ),
    "Tote": _bag(
        bags.tote, (35, 149), "Wide open at the top and strong in the handles.",
        {"handle": ("leather", "rope", "fabric"), "material": ("canvas",)},
        {"handle": ("leather",), "material": ("leather", "straw"), "pattern": ("solid",)},
        {"handle": ("rope", "fabric"), "material": ("straw",), "pattern": ("solid",), "colour": ("beige", "camel", "ivory",
        "tan")},
        tail=("handle",), patterns=PRINTS, genders=("women", "unisex"), trim="handle", back=bags.tote_side,
    ),
    "Backpack": _bag(
        packs.backpack, (49, 149), "Padded where it rests on you, with a pocket for everything small.",
        {"closure": ("zip", "buckle", "drawstring"), "material": ("nylon", "canvas", "leather")},
        {"closure": ("zip", "buckle", "drawstring"), "material": ("nylon", "canvas"), "second": ("",)},
        tail=("closure",), genders=("unisex",), trim="pocket", patterns=(*("solid",) * 5, "striped", "polka dot",
        "leaf print", "star print"),
        back=packs.backpack_back,
    ),
    "Clutch": _bag(
        small_leather.clutch, (39, 149), "Holds a phone, a lipstick and the keys, and little else.",
        {
            "closure": ("flap", "clasp", "zip"), "strap": ("chain", "none"), "second": ("",),
            "material": ("satin", "leather", "velvet", "patent leather", "suede"),
        },
        {"closure": ("flap", "zip"), "strap": ("wrist",), "material": ("leather", "suede", "satin"), "second": ("",)},
        tail=("closure", "strap"), genders=("women",), colours=(*_BRIGHT, "gold", "silver"),
        patterns=("solid", "solid", "solid", "solid", "floral", "polka dot"), back=small_leather.clutch_back,
    ),
    "Wallet": _bag(
        small_leather.wallet, (25, 95), "Six card slots, a long pocket for notes, edges finished by hand.",
        {"style": ("bifold",), "closure": ("fold",), "material": ("leather", "suede", "canvas")},
        {"style": ("continental",), "closure": ("zip", "clasp"), "material": ("leather", "patent leather", "suede"),
        "second": ("",)},
        lead=("style",), tail=("closure",), colours=_BRIGHT, trim="lining", back=small_leather.wallet_open,
    ),
    "Laptop case": _bag(
        packs.laptop_case, (29, 119), "Lined with soft fleece, for machines of up to fourteen inches.",
        {"closure": ("zip", "flap"), "handle": ("leather", "none"), "material": ("felt", "neoprene", "canvas")},
        {"closure": ("flap", "zip"), "handle": ("leather", "none"), "material": ("leather",), "second": ("",),
        "pattern": ("solid",)},
        tail=("closure", "handle"), genders=("unisex",), trim="panel",
        patterns=(*("solid",) * 6, "striped", "checked", "floral", "star print"), back=packs.laptop_case_open,
    ),
    "Belt": _worn(
        accessories.belt, (25, 79), "Five holes to choose from, and a keeper that holds the end flat.",
        {"buckle": ("square", "round", "plate"), "metal": ("gold", "silver"), "material": ("leather", "suede"), "second": ("",)},
        {"buckle": ("square", "round", "plate"), "metal": ("gold", "silver"), "material": ("canvas",)},
        tail=("buckle",), colours=(*HIDES, "white", "coral"), trim="stripes", back=accessories.belt_close,
    ),
    "Watch": _worn(
        watches.watch, (89, 349), "A quiet quartz movement under scratch-proof glass.",
        {"strap": ("leather",), "face": ("round", "square", "oval"), "case": ("gold", "silver", "rose gold"),
        "material": ("leather",)},
        {"strap": ("fabric",), "face": ("round", "square"), "case": ("gold", "silver"), "material": ("canvas",), "colour": CALM},
        {"strap": ("metal",), "face": ("round", "square", "oval"), "case": ("silver",), "material": ("metal",),
        "colour": ("silver",)},
        {"strap": ("metal",), "face": ("round", "square", "oval"), "case": ("gold",), "material": ("metal",),
        "colour": ("gold",)},
        {"strap": ("metal",), "face": ("round", "oval"), "case": ("rose gold",), "material": ("metal",),
        "colour": ("rose gold",)},
        lead=("face",), tail=("strap", "case"), colours=HIDES, trim="dial", back=watches.watch_back,
    ),
    "Sunglasses": _worn(
        eyewear.sunglasses, (39, 159), "Full UV protection in a light frame.",
        {
            "frame": ("round", "square", "cat-eye"), "lens": ("smoke", "brown", "green", "blue", "pink"),
            "material": ("acetate",),
            "second": ("",),
        },
        {
            "frame": ("aviator", "round"), "lens": ("smoke", "brown", "green", "blue"), "material": ("metal",), "second": ("",),
            "colour": ("gold", "silver", "black", "rose gold"),
        },
        lead=("frame",), tail=("lens",), colours=_BRIGHT, back=eyewear.sunglasses_side,
    ),
    "Scarf": _worn(
        accessories.scarf, (29, 99), "Long enough to wind twice.",
        {"ends": ("fringed", "plain"), "material": ("wool",), "pattern": ("solid", "checked", "striped")},
        {"ends": ("plain",), "material": ("silk", "cotton")},
        {"ends": ("fringed",), "material": ("cotton",)},
        tail=("ends",), patterns=PRINTS,
    ),
    "Hat": _worn(
        headwear.hat, (29, 89), "An inner band sits softly on the forehead.",
        {"style": ("fedora",), "brim": ("wide", "narrow"), "material": ("wool", "felt")},
        {
            "style": ("fedora",), "brim": ("wide", "narrow"), "material": ("straw",),
            "colour": ("beige", "ivory", "tan", "black", "pink", "white", "camel"),
        },
        {"style": ("bucket",), "brim": ("sloping",), "material": ("cotton", "canvas", "denim"), "second": ("",)},
        {"style": ("beanie",), "brim": ("none",), "material": ("wool",)},
        lead=("brim", "style"), trim="band", colours=tuple(c for c in CALM if c != "light blue"),
    ),
    "Cap": _worn(
        headwear.cap, (19, 39), "Six panels, eyelets that breathe and a strap behind to set the size.",
        {"brim": ("curved", "flat"), "material": ("cotton", "canvas", "suede", "denim")},
        {"brim": ("curved", "flat"), "material": ("cotton", "canvas"), "second": ("",)},
        lead=("brim",), genders=("unisex",), trim="peak", back=headwear.cap_back,
    ),
    "Earrings": _jewel(
        jewellery.earrings, (19, 129), "Light on the ear and free of nickel.",
        *_set(shape=("drop", "stud", "hoop")),
        *[{"shape": ("hoop", "stud", "drop"), "stone": ("none",), "second": ("",), "material": ("metal",)}] * 3,
        lead=("shape",), tail=("stone",), trim="stone",
    ),
    "Necklace": _jewel(
        jewellery.necklace, (29, 189), "It closes with a small clasp at the nape.",
        *[one if one["stone"] == ("pearl",) else {**one, "shape": _PENDANTS} for one in _set(style=("pendant",))],
        *[{"style": ("pendant",), "shape": _PENDANTS, "stone": ("none",), "second": ("",), "material": ("metal",)}] * 2,
        {"style": ("chain",), "stone": ("none",), "second": ("",), "material": ("metal",)},
        *[{"style": ("pearls",), "stone": ("none",), "second": ("",), "material": ("pearl",), "colour": _PEARLS}] * 2,
        lead=("shape", "style"), tail=("stone",), trim="stone",
    ),
    "Mug": _house(
        "Kitchen", home.mug, (12, 32), "Holds a generous coffee.",
        {"handle": ("round", "square"), "material": ("ceramic",)},
        {"handle": ("round", "square"), "material": ("stoneware",), "pattern": ("solid", "striped")},
        {"handle": ("round",), "material": ("enamel",)},
        {"handle": ("round", "square"), "material": ("ceramic", "stoneware"), "second": ("",)},
        tail=("handle",), patterns=PRINTS, trim="inside",
    ),
    "Vase": _house(
        "Decor", home.vase, (29, 119), "Made by hand, so each one differs a little.",
        {"shape": ("bottle", "round", "cylinder", "amphora"), "material": ("ceramic",)},
        {"shape": ("bottle", "round", "cylinder", "amphora"), "material": ("stoneware", "ceramic"), "second": ("",)},
        {"shape": ("bottle", "round", "cylinder"), "material": ("glass",), "second": ("",), "pattern": ("solid",)},
        lead=("shape",), patterns=("solid", "solid", "striped", "floral", "leaf print"), trim="foot",
    ),
    "Lamp": _house(
        "Lighting", home.lamp, (59, 189), "A warm pool of light for reading, and a brass pull cord.",
        {"shade": ("cone", "drum", "dome", "pleated"), "base": ("ceramic",), "material": ("linen",)},
        {"shade": ("cone", "drum", "dome", "pleated"), "base": ("brass", "wood"), "material": ("linen",), "second": ("",)},
        tail=("shade", "base"), patterns=(*("solid",) * 5, "striped", "floral"), trim="base", back=home.lamp_lit,
    ),
    "Chair": _house(
        "Furniture", furniture.chair, (149, 599), "Kind to the back on long evenings.",
        {"style": ("armchair", "dining", "tub", "wingback"), "legs": _LEGS, "material": ("velvet", "linen", "leather", "wool")},
        lead=("style",), tail=("legs",), patterns=(*("solid",) * 7, "striped", "checked", "floral"), back=furniture.chair_back,
    ),
    "Sofa": _house(
        "Furniture", furniture.sofa, (499, 1899), "Deep, quiet and made for a whole Sunday.",
        {"style": ("two-seat", "three-seat"), "legs": _LEGS, "material": ("velvet", "linen", "leather", "wool")},
        {"style": ("chesterfield",), "legs": ("oak", "walnut", "brass"), "material": ("leather", "velvet"),
        "pattern": ("solid",)},
        lead=("style",), tail=("legs",), patterns=(*("solid",) * 8, "striped", "floral"), back=furniture.sofa_side,
    ),
    "Bed sheet": _house(
        "Bedroom",
        bedding.bed_sheet,
        (49, 149),
        "A flat sheet, a fitted one and two pillowcases.",
        {"edge": ("plain", "piped", "scalloped"), "material": ("cotton", "linen", "satin")},
        {"edge": ("plain", "scalloped"), "material": ("cotton", "linen"), "second": ("",)},
        tail=("edge",),
        patterns=PRINTS,
        trim="pillowcases",
        back=bedding.bed_sheet_folded,
    ),
    "Cushion": _house(
        "Textiles", bedding.cushion, (22, 65), "A plump feather insert in a cover that comes off to wash.",
        {"shape": ("square", "rectangular"), "edge": ("piped", "tasselled", "fringed"), "material": ("linen", "cotton",
        "velvet")},
        {"shape": ("round",), "edge": ("piped",), "material": ("velvet", "linen")},
        {"shape": ("square", "rectangular", "round"), "edge": ("plain",), "material": ("velvet", "linen", "cotton"),
        "second": ("",)},
        lead=("shape",), tail=("edge",), patterns=PRINTS, trim="edge",
    ),
}  # fmt: skip
