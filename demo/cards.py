"""What the page shows of a reply, as plain dicts, and the components whose scripts draw them.

Each drawn component has a script `assets/NAME.js` that builds its elements from the value with `textContent`: Gradio's
own templates evaluate what they are given once more, so that a title like `${...}` would run.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import gradio as gr

from demo.dialogue import Condition, Query, Reply
from demo.wording import fact, total_of

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["cards_value", "chat_messages", "condition_text", "drawn", "equation_value", "head",
           "masthead_value", "picture_url", "timings_text"]

ASSETS = Path(__file__).resolve().parent.parent / "assets"
MINUS = "\N{MINUS SIGN}"
STEPS = {"speech": "heard", "understand": "understood", "encode": "encoded", "search": "searched", "select": "chose"}


def drawn(name: str, value: object = None) -> gr.HTML:
    """The component that `assets/NAME.js` draws; what it says is heard with `component.said(fn)` and the like."""
    return gr.HTML(value, elem_id=name, html_template=f'<div class="{name}"></div>', apply_default_css=False,
                   js_on_load=(ASSETS / f"{name}.js").read_text(encoding="utf-8"))


def head() -> str:
    """What goes into the page's head: the stylesheet, and the scripts that the drawn components share."""
    style, *scripts = [(ASSETS / name).read_text(encoding="utf-8") for name in ("page.css", "page.js", "microphone.js")]
    return f"<style>{style}</style>" + "".join(f"<script>{script}</script>" for script in scripts)


def masthead_value(shop: Assistant, cart: Sequence[str]) -> dict:
    """The line at the top: which shop this is, who is listening, and what is in the cart."""
    return {"catalogue": Path(shop.settings.catalog).name, "count": shop.count, "listening": shop.listening,
            "cart": {"count": len(cart), "total": total_of([shop.item(item) for item in cart])}}


def cards_value(shop: Assistant, reply: Reply) -> list[dict]:
    """One dict a card, in the order shown; `match` is how near it comes to the best one, 0 to 1, None where the
    order means nothing."""
    session = reply.session
    matches = _shares(session.scores) if session.scores else [None] * len(session.grid)
    asked = _asked(reply)
    return [_card(shop, item_id, place, match) | {"chosen": item_id == session.selected, "asked": item_id in asked}
            for place, (item_id, match) in enumerate(zip(session.grid, matches, strict=True), start=1)]


def _card(shop: Assistant, item_id: str, place: int, match: float | None) -> dict:
    item = shop.item(item_id)
    return {"id": item_id, "place": place, "title": item.title, "price": fact(item, "price"),
            "rating": item.rating, "match": match, "picture": picture_url(shop, item_id),
            "alt": shop.picture(item_id).alt or item.title}


def _asked(reply: Reply) -> tuple[str, ...]:
    return reply.session.pending if reply.intent == "clarify" else ()


def _shares(scores: Sequence[float]) -> list[float]:
    best = max(scores)
    return [round(max(0.0, 1.0 - (best - score) / max(abs(best), 1e-6)), 3) for score in scores]


def picture_url(shop: Assistant, item_id: str) -> str:
    """Where the page finds an item's picture, below its root; other catalogues' pictures of that id stay apart."""
    return f"/picture/{quote(item_id, safe='')}?of={quote(shop.settings.catalog, safe='')}"


def equation_value(shop: Assistant, reply: Reply) -> dict:
    """The query as terms with a sign, its conditions as chips, and whether there is a step to go back to."""
    query = reply.query
    return {"terms": _terms(shop, query), "filters": [condition_text(each) for each in query.filters],
            "sort": _sort_text(query), "undo": reply.session.previous is not None}


def _terms(shop: Assistant, query: Query) -> list[dict]:
    like = [_term("", "this picture", picture_url(shop, query.like), shop.item(query.like).title)] if query.like else []
    upload = [_term("", "your picture")] if query.upload else []
    text = [_term("", query.text)] if query.text else []
    minus = [_term(MINUS, word) for word in query.minus]
    plus = [_term("+", word) for word in query.plus]
    first, *others = (like + upload + text) or [_term("", "everything")]
    return [first, *(term | {"sign": "+"} for term in others), *minus, *plus]


def _term(sign: str, text: str, picture: str = "", title: str = "") -> dict:
    return {"sign": sign, "text": text, "picture": picture, "title": title}


def condition_text(condition: Condition) -> str:
    """`price < 50`, `colour = Red`."""
    field, operator, value = condition
    return f"{field} {operator} {value:g}" if isinstance(value, float) else f"{field} {operator} {value}"


def _sort_text(query: Query) -> str:
    return f"by {query.sort}, {'highest' if query.descending else 'lowest'} first" if query.sort else ""


def chat_messages(shop: Assistant, said: object, reply: Reply) -> list[dict]:
    """What the shopper did and what the assistant says to it, as messages of a Chatbot.

    said: the shopper's part as the Chatbot takes it, None for nothing. Everything is escaped here, because a Chatbot
    shows the tags of a message even where it renders no Markdown.
    """
    shopper = [{"role": "user", "content": said}] if said else []
    answer = [{"role": "assistant", "content": html.escape(reply.say) + _table(reply.table),
               "options": _options(shop, reply)}]
    return shopper + answer


def _options(shop: Assistant, reply: Reply) -> list[dict]:
    places = {item_id: place for place, item_id in enumerate(reply.grid, start=1)}
    return [{"value": f"number {places[item_id]}", "label": f"{places[item_id]}. {shop.item(item_id).title}"}
            for item_id in _asked(reply) if item_id in places]


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    header, *body = [[html.escape(cell) for cell in row] for row in rows]
    top = "".join(f"<th>{cell}</th>" for cell in header)
    lines = "".join(f"<tr><th>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for name, *cells in body)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def timings_text(ms: Mapping[str, float]) -> str:
    """`answered in 51 ms: understood 2, encoded 31, searched 4`; steps that took no time are left out."""
    steps = ", ".join(f"{word} {ms[name]:.0f}" for name, word in STEPS.items() if ms.get(name, 0) >= 0.5)
    return f"answered in {ms['total']:.0f} ms{': ' + steps if steps else ''}" if "total" in ms else ""
