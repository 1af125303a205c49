"""The kinds that are worn: clothing and shoes."""

from __future__ import annotations

from catalog.illustrate.drawings import bottoms, dresses, footwear, outerwear, pumps, tops
from catalog.illustrate.kind import HIDES, Draw, Kind, Options

__all__ = ["WARDROBE"]

_WOVEN = ("solid", "solid", "solid", "striped", "checked", "polka dot", "floral", "leaf print")
_JERSEY = ("solid", "solid", "striped", "polka dot", "star print", "heart print")


def _cloth(front: Draw, back: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Clothing", front, price, note, variants, floats=True, back=back, **{"patterns": _WOVEN, **more})


def _shoe(side: Draw, above: Draw, price: tuple[int, int], note: str, *variants: Options, **more: object) -> Kind:
    return Kind("Fashion > Shoes", side, price, note, variants, back=above, **more)


_LENGTHS, _FITS = ("mini", "knee-length", "midi"), ("slim", "straight", "wide")
WARDROBE: dict[str, Kind] = {
    "Dress": _cloth(
        dresses.dress,
        dresses.dress_back,
        (59, 189),
        "Cut to skim the waist and swing at the hem.",
        {
            "sleeve": ("sleeveless", "short", "long"),
            "neckline": ("v-neck", "round", "square"),
            "length": (*_LENGTHS, "maxi"),
            "material": ("cotton", "silk", "linen"),
        },
        {"sleeve": ("straps",), "neckline": ("sweetheart",), "length": (*_LENGTHS, "maxi"), "material": ("cotton", "satin")},
        {"sleeve": ("sleeveless",), "neckline": ("halter", "boat"), "length": (*_LENGTHS, "maxi"), "material": ("silk", "satin")},
        {
            "sleeve": ("short", "long"),
            "neckline": ("v-neck",),
            "length": (*_LENGTHS, "maxi"),
            "style": ("wrap",),
            "material": ("cotton", "silk"),
        },
        lead=("neckline", "sleeve", "length", "style"),
        genders=("women",),
    ),
    "Shirt": _cloth(
        tops.shirt,
        tops.shirt_back,
        (39, 99),
        "A crisp collar, a chest pocket and a curved hem to wear in or out.",
        {"sleeve": ("long", "short"), "material": ("cotton", "linen", "denim"), "closure": ("buttons",)},
        lead=("sleeve",),
    ),
    "T-shirt": _cloth(
        tops.t_shirt,
        tops.t_shirt_back,
        (15, 39),
        "Soft jersey that keeps its shape wash after wash.",
        {"sleeve": ("short", "long"), "neckline": ("crew neck", "v-neck", "scoop neck"), "material": ("cotton",)},
        lead=("sleeve", "neckline"),
        patterns=_JERSEY,
    ),
    "Blouse": _cloth(
        tops.blouse,
        tops.blouse_back,
        (45, 129),
        "Falls softly from the shoulders and tucks in without bulk.",
        {
            "sleeve": ("sleeveless", "short", "long"),
            "neckline": ("bow neck", "v-neck", "round neck"),
            "material": ("silk", "satin", "cotton"),
        },
        lead=("neckline", "sleeve"),
        genders=("women",),
    ),
    "Sweater": _cloth(
        tops.sweater,
        tops.sweater_back,
        (59, 149),
        "Warm, ribbed at hem and cuffs, and light enough to layer.",
        {"neckline": ("crew neck", "v-neck", "turtleneck"), "material": ("wool",), "sleeve": ("long",)},
        lead=("neckline",),
        patterns=("solid", "solid", "striped", "heart print"),
    ),
    "Hoodie": _cloth(
        tops.hoodie,
        tops.hoodie_back,
        (45, 95),
        "Brushed inside, with a kangaroo pocket and a lined hood.",
        {"closure": ("pullover", "zip"), "material": ("cotton",), "sleeve": ("long",)},
        lead=("closure",),
        patterns=("solid", "solid", "solid", "striped", "star print"),
    ),
    "Jacket": _cloth(
        outerwear.jacket,
        outerwear.jacket_back,
        (99, 349),
        "An easy layer that makes an outfit.",
        {"style": ("bomber",), "closure": ("zip",), "material": ("leather", "nylon", "suede")},
        {"style": ("biker",), "closure": ("zip",), "material": ("leather", "suede")},
        {
            "style": ("blazer",),
            "closure": ("buttons",),
            "material": ("wool", "linen", "velvet"),
            "pattern": ("solid", "solid", "checked"),
        },
        {
            "style": ("trucker",),
            "closure": ("buttons",),
            "material": ("denim",),
            "colour": ("denim blue", "light blue", "navy", "black", "white"),
        },
        lead=("style",),
        patterns=("solid",),
    ),
    "Coat": _cloth(
        outerwear.coat,
        outerwear.coat_back,
        (149, 449),
        "Warm without weight, and lined to slip over anything.",
        {
            "style": ("overcoat",),
            "closure": ("buttons",),
            "length": ("knee-length", "midi"),
            "material": ("wool",),
            "pattern": ("solid", "solid", "checked"),
        },
        {"style": ("wrap",), "closure": ("wrap",), "length": ("knee-length", "midi"), "material": ("wool", "suede")},
        {"style": ("trench",), "closure": ("buckle",), "length": ("knee-length", "midi"), "material": ("cotton", "leather")},
        {"style": ("puffer",), "closure": ("zip",), "length": ("hip-length", "knee-length"), "material": ("nylon",)},
        lead=("length", "style"),
        patterns=("solid",),
    ),
    "Skirt": _cloth(
        dresses.skirt,
        dresses.skirt_back,
        (39, 109),
        "Sits at the natural waist with a neat band.",
        {"shape": ("flared",), "length": (*_LENGTHS, "maxi"), "material": ("cotton", "linen")},
        {"shape": ("pleated",), "length": (*_LENGTHS, "maxi"), "material": ("satin", "wool"), "pattern": ("solid",)},
        {"shape": ("pencil",), "length": _LENGTHS, "material": ("leather", "wool", "denim"), "pattern": ("solid",)},
        {"shape": ("wrap",), "length": _LENGTHS, "closure": ("wrap",), "material": ("linen", "silk")},
        lead=("shape", "length"),
        genders=("women",),
    ),
    "Trousers": _cloth(
        bottoms.trousers,
        bottoms.trousers_back,
        (49, 129),
        "Pressed creases, slant pockets, belt loops.",
        {"fit": _FITS, "material": ("cotton", "wool", "linen")},
        lead=("fit",),
        patterns=("solid", "solid", "checked", "striped"),
    ),
    "Jeans": _cloth(
        bottoms.jeans,
        bottoms.jeans_back,
        (59, 119),
        "Sturdy denim with copper rivets and contrast stitching.",
        {"fit": _FITS, "material": ("denim",)},
        lead=("fit",),
        patterns=("solid",),
        colours=("denim blue", "light blue", "navy", "black", "charcoal", "white"),
    ),
    "Shorts": _cloth(
        bottoms.shorts,
        bottoms.shorts_back,
        (29, 69),
        "Made for warm days, with pockets that hold what you need.",
        {"length": ("mini", "knee-length"), "fit": _FITS, "style": ("chino", "drawstring"), "material": ("cotton", "linen")},
        {
            "length": ("mini", "knee-length"),
            "fit": _FITS,
            "style": ("five-pocket",),
            "material": ("denim",),
            "pattern": ("solid",),
            "colour": ("denim blue", "light blue", "navy", "black", "white", "pink"),
        },
        lead=("length", "fit", "style"),
        patterns=("solid", "solid", "solid", "striped", "checked", "leaf print"),
    ),
    "Sneakers": _shoe(
        footwear.sneakers,
        footwear.sneakers_above,
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
        pumps.heels,
        pumps.heels_above,
        (69, 189),
        "A pointed toe and a softly padded insole.",
        {
            "heel": ("stiletto", "block", "kitten"),
            "closure": ("slip-on", "ankle strap", "slingback"),
            "material": ("leather", "suede", "satin"),
        },
        lead=("heel",),
        tail=("closure",),
        genders=("women",),
    ),
    "Boots": _shoe(
        footwear.boots,
        footwear.boots_above,
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
        colours=HIDES,
    ),
    "Sandals": _shoe(
        pumps.sandals,
        pumps.sandals_above,
        (35, 129),
        "Soft straps over a footbed that remembers your step.",
        {"style": ("slide",), "heel": ("flat", "block", "wedge"), "closure": ("slip-on",), "material": ("leather", "suede")},
        {"style": ("two-strap",), "heel": ("flat", "wedge"), "closure": ("buckle",), "material": ("leather", "suede")},
        {
            "style": ("ankle-strap",),
            "heel": ("flat", "block", "wedge"),
            "closure": ("buckle",),
            "material": ("leather", "suede", "satin"),
        },
        {"style": ("gladiator",), "heel": ("flat", "block"), "closure": ("buckle",), "material": ("leather", "suede")},
        {"style": ("thong",), "heel": ("flat",), "closure": ("slip-on",), "material": ("leather",)},
        lead=("heel", "style"),
        tail=("closure",),
        colours=(*HIDES, "white", "coral", "gold", "silver"),
    ),
}
