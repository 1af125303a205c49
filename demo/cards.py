"""What the page shows of a reply, as plain dicts, and the components whose scripts draw them.

Each drawn component has a script `assets/NAME.js` that builds its elements from the value with `textContent`: Gradio's
own templates evaluate what they are given once more, so that a title like `${...}` would run.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import gradio as gr

from catalog.items import Item
from demo.dialogue import Query, Reply
from demo.wording import fact, fact_names, short, total_of
from models.composition import PICTURE, TEXT

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["PICTURE_SIDES_PX", "cards_value", "cart_value", "drawn", "equation_value", "head", "how_value",
           "listening_value", "masthead_value",
           "picture_url", "table_value", "talk_value", "timings_text"]

ASSETS = Path(__file__).resolve().parent.parent / "assets"
PICTURE_SIDES_PX = (360, 640)     # the long side of a picture on a card; on a screen of two or more pixels a point
EVERYTHING = "A little of everything"     # what is shown before anything is asked
MINUS = "\N{MINUS SIGN}"
STEPS = {"speech": "heard", "understand": "understood", "encode": "encoded", "search": "searched", "select": "chose"}
ABOUT_ONE = ("select", "describe", "cart_add")       # intents whose answer stands beside the picture of the item meant
ABOUT_THE_CART = ("cart_show", "cart_remove")        # intents whose answer lays the cart out


def drawn(name: str, value: object = None) -> gr.HTML:
    """The component that `assets/NAME.js` draws; what it says is heard with `component.said(fn)` and the like."""
    return gr.HTML(value, elem_id=name, html_template=f'<div class="{name}"></div>', apply_default_css=False,
                   js_on_load=(ASSETS / f"{name}.js").read_text(encoding="utf-8"))


def head() -> str:
    """What goes into the page's head: the stylesheet, and the scripts that the drawn components share."""
    names = ("page.css", "upload.css", "page.js", "aloud.js", "microphone.js")
    style, bringing, *scripts = [(ASSETS / name).read_text(encoding="utf-8") for name in names]
    sides = f"window.PICTURE_SIDES_PX = {list(PICTURE_SIDES_PX)}"
    return f"<style>{style}{bringing}</style>" + "".join(f"<script>{script}</script>" for script in (sides, *scripts))


def masthead_value(shop: Assistant, cart: Sequence[str]) -> dict:
    """The line at the top: which shop this is, who is listening, and what is in the cart."""
    return {"catalogue": Path(shop.settings.catalog).name, "count": shop.count,
            "cart": cart_value(shop, cart), **listening_value(shop)}


def listening_value(shop: Assistant) -> dict:
    """Who is listening, "" for nobody, and who will once its weights have come: its name, and bytes of how many."""
    coming = shop.coming
    return {"listening": shop.listening, "coming": asdict(coming) if coming else None}


def cards_value(shop: Assistant, reply: Reply) -> list[dict]:
    """One dict a card, in the order shown. `match` is how near it comes to the best one, 0 to 1, None where the order
    means nothing; `reason` says in a few words why it is there, or why it was picked, or else its kind; `adds` is what each
    term of the query, by its name in the equation, adds to its score ("words": what its own words add)."""
    session = reply.session
    reasons, adds = shop.reasons(session), shop.shares(session)
    matches = _shares(session.scores) if session.scores else [None] * len(session.grid)
    views, asked = _views(shop, session.grid), _asked(reply)
    return [_card(shop.item(item_id), place, match, views[item_id])
            | {"chosen": item_id == session.selected, "asked": item_id in asked,
               "reason": item_id == session.selected and reply.why or reasons[place - 1] or shop.item(item_id).kind,
               "adds": adds[place - 1]}
            for place, (item_id, match) in enumerate(zip(session.grid, matches, strict=True), start=1)]


def _card(item: Item, place: int, match: float | None, views: Sequence[dict]) -> dict:
    return {"id": item.id, "place": place, "title": item.title, "price": fact(item, "price"), "rating": item.rating,
            "match": match, "views": views}


def _views(shop: Assistant, ids: Sequence[str]) -> dict[str, list[dict]]:
    """Of each item, where its pictures are and what they show."""
    alts = shop.catalogue.store.alts(ids)
    return {item_id: [{"picture": picture_url(shop, item_id, at), "alt": alt or shop.item(item_id).title}
                      for at, alt in enumerate(alts[item_id])] for item_id in ids}


def _asked(reply: Reply) -> tuple[str, ...]:
    return reply.session.pending if reply.intent == "clarify" else ()


def _shares(scores: Sequence[float]) -> list[float]:
    best = max(scores)
    return [round(max(0.0, 1.0 - (best - score) / max(abs(best), 1e-6)), 3) for score in scores]


def picture_url(shop: Assistant, item_id: str, view: int = 0) -> str:
    """Where the page finds an item's picture, below its root; other catalogues' pictures of that id stay apart."""
    return f"/picture/{quote(item_id, safe='')}?of={quote(shop.settings.catalog, safe='')}{f'&view={view}' if view else ''}"


def equation_value(shop: Assistant, reply: Reply) -> dict:
    """The query as terms with a sign and a weight, what is kept as labels with the words that take them away, and whether
    there is a step to go back to."""
    return {"terms": _terms(shop, reply.query), "kept": [{"label": label, "words": words} for label, words in reply.kept],
            "undo": reply.session.previous is not None}


def _terms(shop: Assistant, query: Query) -> list[dict]:
    like = [_term(PICTURE, "", "this picture", picture_url(shop, query.like), shop.item(query.like).title)] if query.like else []
    upload = [_term(PICTURE, "", "your picture")] if query.upload else []
    text = [_term(TEXT, "", query.text)] if query.text else []
    minus = [_term(f"-{word}", MINUS, word) for word in query.minus]
    plus = [_term(f"+{word}", "+", word) for word in query.plus]
    first, *others = (like + upload + text) or [_term("", "", EVERYTHING)]
    weights = dict(query.weights)
    return [term | {"weight": weights.get(term["name"], 1.0)}
            for term in (first, *(term | {"sign": "+"} for term in others), *minus, *plus)]


def _term(name: str, sign: str, text: str, picture: str = "", title: str = "") -> dict:
    return {"name": name, "sign": sign, "text": text, "picture": picture, "title": title}


def talk_value(shop: Assistant, said: dict | None, reply: Reply, turn: int) -> dict:
    """The newest part of the conversation, which the page adds to what it shows already.

    said: what the shopper did, as `{"text": ..., "picture": path or None}`; None opens a conversation. turn: a number
    that no other turn of this visitor has.
    """
    one = reply.selected if reply.intent in ABOUT_ONE else None
    laid_out = reply.intent in ABOUT_THE_CART and reply.cart
    return {"turn": turn, "said": said, "text": reply.say,
            "picked": _views(shop, [one])[one][0] if one else None,
            "how": how_value(shop, reply) if one and reply.sources else None,
            "options": [{"label": label, "words": words} for label, words in reply.options],
            "table": table_value(shop, reply) if reply.table else None,
            "cart": cart_value(shop, reply.cart) if laid_out else None}


def how_value(shop: Assistant, reply: Reply) -> dict:
    """How it was known which item is meant: the likeliest three, each with what spoke for it.

    `sources` are log-odds above those of the least likely one shown, so that they are 0 or more; None leaves no doubt.
    """
    weighed = list(zip(reply.candidates, reply.sources, strict=True))[:3]
    views = _views(shop, [item_id for (item_id, _), _ in weighed])
    least = {name: min(sources.get(name, 0.0) for _, sources in weighed) for _, sources in weighed for name in sources}
    rows = [{"title": short(shop.item(item_id).title), "place": _places(reply).get(item_id, ""), "share": share,
             "sources": [{"name": name, "value": _above(value, least[name])} for name, value in sources.items()],
             **views[item_id][0]} for (item_id, share), sources in weighed]
    return {"why": reply.why, "rows": rows}


def _above(value: float, least: float) -> float | None:
    return None if math.isinf(value) else round(value - least, 1)


def _places(reply: Reply) -> dict[str, str]:
    return {item_id: str(place) for place, item_id in enumerate(reply.grid, start=1)}


def table_value(shop: Assistant, reply: Reply) -> dict:
    """A comparison: the items side by side with their pictures, the facts that differ, and those that do not."""
    (_, *titles), *rows = reply.table
    ids = _compared(shop, reply)
    bare = [{"place": "", "title": title, "picture": "", "alt": ""} for title in titles]
    return {"items": _columns(shop, reply, ids) or bare,
            "rows": [{"name": name, "cells": cells} for name, *cells in rows],
            "same": _same([shop.item(item_id) for item_id in ids])}


def _columns(shop: Assistant, reply: Reply, ids: Sequence[str]) -> list[dict]:
    places, views = _places(reply), _views(shop, ids)
    return [{"place": places.get(item_id, ""), "title": short(shop.item(item_id).title), **views[item_id][0]} for item_id in ids]


def _compared(shop: Assistant, reply: Reply) -> tuple[str, ...]:
    """The items whose columns the table has; none where a second thing done in the turn has let them go."""
    (_, *titles), ids = reply.table[0], reply.session.pending
    named = [short(shop.item(item_id).title) for item_id in ids]
    found = len(ids) == len(titles) and all(map(str.endswith, titles, named))
    return ids if found else ()


def _same(items: Sequence[Item]) -> list[dict]:
    """The facts that all of these items share."""
    shared = ((name, {fact(item, name) for item in items}) for name in (fact_names(items) if items else ()))
    return [{"name": name.replace("_", " "), "value": value} for name, (value, *others) in shared if not others]


def cart_value(shop: Assistant, cart: Sequence[str]) -> dict:
    """The cart line by line, in the order things went in, each with the words that take it out."""
    count = Counter(cart)
    views = _views(shop, tuple(count))
    lines = [_line(shop.item(item_id), number, place, views[item_id][0])
             for place, (item_id, number) in enumerate(count.items(), start=1)]
    return {"lines": lines, "count": len(cart), "total": total_of([shop.item(item_id) for item_id in cart])}


def _line(item: Item, number: int, place: int, view: dict) -> dict:
    pieces = f"{number} of " if number > 1 else ""
    return {"id": item.id, "title": item.title, "count": number, "each": fact(item, "price"), "total": total_of([item] * number),
            "words": f"remove {pieces}number {place} from my cart", **view}


def timings_text(ms: Mapping[str, float]) -> str:
    """`in 51 ms: understood 2, encoded 31, searched 4`; steps that took no time are left out."""
    steps = ", ".join(f"{word} {ms[name]:.0f}" for name, word in STEPS.items() if ms.get(name, 0) >= 0.5)
    return f"in {ms['total']:.0f} ms{': ' + steps if steps else ''}" if "total" in ms else ""
