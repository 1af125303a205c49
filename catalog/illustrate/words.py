"""Titles, descriptions and alt texts, made from a look's attributes."""

from __future__ import annotations

import random

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.kinds import KINDS

__all__ = ["alternative", "description", "headline", "phrase"]

# How an attribute's value is said, by kind and attribute or by attribute alone; "{}" is the value, other braces
# the look's other attributes, {second} the second colour of an unprinted thing. An empty text is left unsaid.
_SAID: dict[str, str] = {
    "sleeve": "{}-sleeve", "neckline": "{}", "length": "{}", "fit": "{}-fit", "frame": "{}", "face": "{}-face", "style": "{}",
    "shape": "{}", "cut": "{}", "heel": "{}-heel", "height": "{}", "brim": "{}-brim", "strap": "a {second} {} strap",
    "closure": "a {} closure", "sole": "a {} sole", "lens": "{} lenses", "case": "a {} case", "buckle": "a {} {metal} buckle",
    "ends": "{} ends", "handle": "a {} handle", "shade": "a {} shade", "base": "a {second} {} base", "legs": "{} legs",
    "edge": "{second} {} edges",
    "Boots heel": "a {} heel", "Heels heel": "{}", "Tote handle": "{second} {} handles", "Dress neckline": "{}-neck",
}  # fmt: skip
_EXACTLY: dict[str, str] = {  # kind or "", attribute, value
    " sleeve straps": "strappy", " sleeve sleeveless": "sleeveless", " neckline v-neck": "v-neck",
    " closure zip": "a zip", " closure flap": "a turn-lock flap", " closure clasp": "a clasp", " closure buckle": "a buckle",
    " closure drawstring": "a drawstring", " closure laces": "laces", " closure buttons": "buttons",
    " closure elastic": "elastic sides",
    " closure slip-on": "", " closure fold": "", " closure ankle strap": "an ankle strap",
    " closure slingback": "a slingback strap",
    " closure pullover": "pullover",
    "Hoodie closure zip": "zip-up", "Handbag closure buckle": "two buckles", "Backpack closure buckle": "two buckled straps",
    "Laptop case closure flap": "a snap flap",
    " strap wrist": "a wrist strap", "Watch strap metal": "a metal bracelet",
    " height knee": "knee-high", " height ankle": "ankle", "Shorts length knee-length": "knee-length",
    "Dress style wrap": "wrap", " buckle plate": "a {metal} plate buckle", " edge plain": "",
    " edge tasselled": "{second} tassels",
    " edge fringed": "a {second} fringe", " edge piped": "{second} piping", " edge scalloped": "scalloped edges",
    "Bed sheet edge scalloped": "scalloped edges", " brim sloping": "", "Necklace shape round": "round",
    " legs black": "black metal legs", " legs brass": "brass legs", " ends plain": "plain ends",
    "Lamp base wood": "a wooden base",
    "Earrings stone pearl": "pearls", "Earrings stone ruby": "rubies", "Earrings stone emerald": "emeralds",
    "Earrings stone sapphire": "sapphires", "Earrings stone amethyst": "amethysts",
    "Earrings stone turquoise": "turquoise stones",
    "Earrings stone onyx": "onyx stones",
    "Necklace stone pearl": "a pearl", "Necklace stone ruby": "a ruby", "Necklace stone emerald": "an emerald",
    "Necklace stone sapphire": "a sapphire", "Necklace stone amethyst": "an amethyst",
    "Necklace stone turquoise": "a turquoise stone",
    "Necklace stone onyx": "an onyx stone", "Necklace style pearls": "",
    "Cushion shape rectangular": "rectangular",
}  # fmt: skip
_CLOSE = {  # what stands right before the noun, after the material
    "bomber", "biker", "blazer", "trucker", "overcoat", "trench", "puffer", "wrap", "pencil", "ankle", "knee", "fedora", "bucket",
    "beanie", "tub", "dining", "wingback", "armchair", "chesterfield", "bifold", "continental", "aviator", "bottle", "amphora",
    "cylinder", "pendant", "chain", "drop", "stud", "hoop", "chino", "five-pocket", "gladiator", "thong", "slide", "stiletto",
    "kitten", "block",
}  # fmt: skip
_SECOND_VIEW = {  # how the second picture of a kind is taken, where that is not from behind
    "Sneakers": "from above", "Heels": "from above", "Boots": "from above", "Sandals": "from above", "Tote": "from the side",
    "Wallet": "opened", "Laptop case": "a laptop half drawn out of it", "Belt": "from near", "Sunglasses": "from the side",
    "Lamp": "lit in the evening", "Sofa": "from the side", "Bed sheet": "folded",
}  # fmt: skip
_NAMES = (
    "Aldine", "Birgit", "Calla", "Delphine", "Edda", "Fenna", "Greta", "Hollis", "Isolde", "Jonna", "Keld", "Livia", "Maren",
    "Nell", "Odile", "Pernille", "Quince", "Rosalba", "Sunniva", "Tilde", "Una", "Vesper", "Willa", "Ysolt",
)  # fmt: skip


def phrase(look: Look, *, tails: int = 2) -> str:
    """ "pink leather handbag with a chain strap and a zip", with at most `tails` of what follows "with"."""
    return _joined([_colours(look), _goods(look)]) + _with(_tail(look)[:tails])


def _goods(look: Look) -> str:
    """All that is said before "with" save the colours: "wide-leg linen trousers", "suede bomber jacket"."""
    said = [(look[name], _say(look, name)) for name in KINDS[look.kind].lead]
    loose = [words for value, words in said if value not in _CLOSE]
    close = [words for value, words in said if value in _CLOSE]
    return _joined([_pattern(look), *loose, _material(look), *close, noun(look)])


def noun(look: Look) -> str:
    """What it is called in the middle of a sentence; an armchair or an overcoat need no "chair" or "coat" after it."""
    if look["style"] in ("armchair", "overcoat"):
        return ""
    return look.kind if look.kind == "T-shirt" else look.kind.lower()


def _colours(look: Look) -> str:
    """The colour, and a print's second one."""
    return f"{look.colour} and {look.second}" if look.second and not _apart(look) else look.colour


def _apart(look: Look) -> bool:
    """Whether the second colour belongs to a part, and is said with it."""
    return bool(look.second) and look.pattern == "solid" and bool(KINDS[look.kind].trim)


def _pattern(look: Look) -> str:
    return "" if look.pattern == "solid" else look.pattern.replace(" ", "-")


def _material(look: Look) -> str:
    """Nothing where the colour or the kind says it already: a silver watch, jeans, a pearl necklace."""
    if look.kind == "Jeans" or (look.kind in ("Watch", "Earrings") and look.material == "metal"):
        return ""
    if look.kind == "Lamp":
        return ""
    if look.kind == "Necklace":
        return "pearl" if look.material == "pearl" else ""
    return "" if look.kind == "Watch" or look.material in look.colour.split() else look.material  # denim blue says denim


def _say(look: Look, name: str) -> str:
    """An attribute's value as it is said, with its article where it takes one; empty where it goes unsaid."""
    value = look[name].replace(" neck", "-neck")
    if not value:
        return ""
    text = next((table[key] for table, key in _keys(look.kind, name, value) if key in table), "{}")
    value = value.removesuffix("-neck") if text == "{}-neck" else value
    second = look.second if _apart(look) and _trim(look) == name else ""
    return _article(" ".join(text.format(value, second=second, metal=look["metal"]).split()))


def _keys(kind: str, name: str, value: str) -> list[tuple[dict[str, str], str]]:
    exact, said = (f"{kind} {name} {value}", f" {name} {value}"), (f"{kind} {name}", name)
    return [(_EXACTLY, exact[0]), (_SAID, said[0]), (_EXACTLY, exact[1]), (_SAID, said[1])]


def _article(words: str) -> str:
    """ "a ivory strap" -> "an ivory strap"."""
    return f"an {words[2:]}" if words.startswith("a ") and words[2:3] in tuple("aeio") else words


def _trim(look: Look) -> str:
    """The part, or the attribute, that has the second colour: a beanie has a cuff, piped bed linen its piping."""
    special = {("Bed sheet", "piped"): "edge", ("Hat", "beanie"): "cuff"}
    return special.get((look.kind, look["edge"] or look["style"]), KINDS[look.kind].trim)


def _tail(look: Look) -> list[str]:
    kind = KINDS[look.kind]
    parts = [_say(look, name) for name in kind.tail]
    trim = _trim(look)
    if _apart(look) and trim not in kind.tail:
        part = f"{look.second} {trim}"
        parts.insert(0, part if trim.endswith("s") else _article(f"a {part}"))
    return [part for part in parts if part]


def _with(parts: list[str]) -> str:
    """What follows the noun: " with a dial, a bracelet and a case"."""
    return f" with {_listed(parts)}" if parts else ""


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _joined(words: list[str]) -> str:
    return " ".join(word for word in words if word)


def headline(look: Look, *, seed: str = "") -> str:
    """A shop's title, in one of several manners that the seed picks: "Odile Leather Handbag in Pink"."""
    rng = random.Random(f"title {seed}")
    tail, name = [_bare(part) for part in _tail(look)], rng.choice(_NAMES)
    colours, goods = _colours(look), _goods(look)
    one, two = _with(tail[:1]), _with(tail[:2])
    manners = (
        f"{colours} {goods}{one}", f"{colours} {goods}{two}", f"{name} {goods} in {colours}{one}", f"{goods}{one}, {colours}",
        f"{name} {colours} {goods}{one}", f"the {name} {goods}, {colours}",
    )  # fmt: skip
    return " ".join(w if w in ("and", "with", "in") else _capital(w) for w in rng.choice(manners).split())


def _bare(part: str) -> str:
    """Without the article: titles have none."""
    return part.removeprefix("a ").removeprefix("an ")


def _capital(word: str) -> str:
    return word if word == "T-shirt" else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


_MATTER = {  # what the picture shows of a material
    "leather": "The leather has a quiet sheen and will take on a patina.",
    "patent leather": "The patent finish is as glossy as a mirror.",
    "suede": "The suede is matt and soft to the touch.",
    "velvet": "The velvet deepens and brightens as the light moves.",
    "satin": "The satin catches the light in long, soft bands.",
    "silk": "The silk has a gentle lustre.",
    "linen": "The linen shows its open weave.",
    "canvas": "The canvas is sturdy and openly woven.",
    "wool": "The wool is dense, warm and matt.",
    "felt": "The felt is thick and holds its shape.",
    "straw": "The straw is woven by hand.",
    "denim": "The denim will fade into your own.",
    "ceramic": "The glaze is smooth and bright.",
    "stoneware": "The glaze is matt and finely speckled.",
    "enamel": "The enamel is light and does not mind a knock.",
    "glass": "The glass lets the light through.",
    "acetate": "The acetate is polished to a high gloss.",
    "nylon": "The nylon shrugs off a shower.",
}
_OPENINGS = ("{One} by {brand}.", "{brand} makes {this}.", "From {brand}: {one}.", "{One}, designed by {brand}.")


def description(look: Look, brand: str, *, seed: str = "") -> str:
    """Two or three sentences: what it is and who makes it, what the picture shows besides, the kind's own note."""
    rng = random.Random(f"description {seed}")
    thing, plural = phrase(look, tails=1), _plural(look.kind)
    with_article = thing if plural else _article(f"a {thing}")
    said = rng.choice(_OPENINGS).format(
        One=with_article[:1].upper() + with_article[1:],
        one=with_article,
        this=f"{'these' if plural else 'this'} {thing}",
        brand=brand,
    )
    more = _tail(look)[1:]
    besides = f" {'They have' if plural else 'It has'} {_listed(more)}." if more else ""
    matter = _MATTER.get(look.material, "")
    note = rng.choice((KINDS[look.kind].note, matter)) if matter and look.kind != "Lamp" else KINDS[look.kind].note
    return f"{said}{besides} {note}"


def alternative(look: Look, *, second: bool = False) -> str:
    """What the picture shows, for those who cannot see it; `second` for the kind's second view."""
    taken = f", {_SECOND_VIEW.get(look.kind, 'from behind')}" if second else ""
    words = phrase(look, tails=3)
    return f"Drawing of {words if _plural(look.kind) else _article(f'a {words}')}{taken}, on a plain background."


def _plural(kind: str) -> bool:
    return kind.endswith("s") and not kind.endswith("ss")  # boots, but a dress
