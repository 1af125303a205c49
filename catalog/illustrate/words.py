"""Titles, descriptions and alt texts, made from a look's attributes."""

from __future__ import annotations

from catalog.illustrate.fabric import Look
from catalog.illustrate.kinds import KINDS

__all__ = ["alternative", "description", "headline", "phrase"]

# How an attribute's value is said; one that is not here is said as it stands.
_SAID = {
    "sleeve": "{}-sleeve",
    "strap": "{} strap",
    "fit": "{}-fit",
    "lens": "{} lenses",
    "face": "{}-face",
    "buckle": "{} buckle",
    "brim": "{}-brim",
    "edge": "{} edge",
    "ends": "{} ends",
    "shade": "{} shade",
    "handle": "{} handle",
    "sole": "{} sole",
    "closure": "{} closure",
    "height": "{}-height",
    "case": "{} case",
}
_EXACTLY = {
    "sleeveless": "sleeveless",
    "straps": "strappy",
    "laces": "laces",
    "ankle strap": "ankle strap",
    "fringe": "fringed ends",
    "elastic": "elastic sides",
    "flap": "flap",
    "knee": "knee-high",
    "ankle": "ankle",
    "slip-on": "",
}
_HERE = {  # where a kind says an attribute its own way
    ("Hoodie", "closure"): "{}",
    ("Dress", "neckline"): "{}-neck",
    ("Boots", "heel"): "{} heel",
    ("Vase", "shape"): "{}",
}


def _say(look: Look, name: str) -> str:
    value = look[name]
    if (look.kind, name) in _HERE:
        return _HERE[look.kind, name].format(value.removesuffix("-neck"))
    return _EXACTLY[value] if value in _EXACTLY else _SAID.get(name, "{}").format(value)


def phrase(look: Look, *, tails: int) -> str:
    """ "pink leather handbag with chain strap and flap", with at most `tails` of what follows "with"."""
    kind, plain = KINDS[look.kind], look.pattern == "solid"
    apart = bool(look.second) and plain and bool(kind.trim)
    colours = f"{look.colour} and {look.second}" if look.second and not apart else look.colour
    words = [colours, "" if plain else look.pattern, look.material, *(_say(look, name) for name in kind.lead)]
    tail = [f"{look.second} {kind.trim}"] * apart + [_say(look, name) for name in kind.tail[:tails]]
    noun = look.kind if look.kind == "T-shirt" else look.kind.lower()
    with_ = " and ".join(part for part in tail if part)
    return " ".join(word for word in (*words, noun) if word) + (f" with {with_}" if with_ else "")


def headline(look: Look) -> str:
    """Capitals as in a shop's title; small joining words stay small, "v-neck" becomes "V-Neck"."""
    return " ".join(w if w in ("and", "with") else _capital(w) for w in phrase(look, tails=1).split())


def _capital(word: str) -> str:
    return word if word == "T-shirt" else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def description(look: Look, brand: str) -> str:
    """Two sentences: what it is and who makes it, then the kind's own note."""
    words = _with_article(look)
    return f"{words[0].upper()}{words[1:]} by {brand}. {KINDS[look.kind].note}"


def alternative(look: Look) -> str:
    """What the picture shows, for those who cannot see it."""
    return f"Drawing of {_with_article(look)} on a plain background."


def _with_article(look: Look) -> str:
    words = phrase(look, tails=2)
    plural = look.kind.endswith("s") and not look.kind.endswith("ss")  # boots, but a dress
    return words if plural else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
