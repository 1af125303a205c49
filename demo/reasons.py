"""Why an item is on the page: the words of the query that are true of it, what it shares with the item asked about, its look."""

from __future__ import annotations

from demo.results import Results
from models.selection import NEARLY
from models.utterance import content_words

__all__ = ["reasons"]

MOST_SHARED = 2     # facts named that it shares with the item the query starts from
BY_LOOK = "by its look"


def reasons(page: Results) -> list[str]:
    """Of each item of the page why it is there: "red · dress", "black · also cotton, midi"; "" where nothing is asked."""
    query = page.session.query
    if not page.session.scores or not (query.text or query.like or query.upload or query.plus or query.minus):
        return ["" for _ in page.session.grid]
    return [_reason(page, item) or BY_LOOK for item in page.session.grid]


def _reason(page: Results, item: str) -> str:
    said = _true_words(page, item)
    shared = _shared(page, item)
    return " \N{MIDDLE DOT} ".join((*said, f"also {', '.join(shared)}") if shared else said)


def _true_words(page: Results, item: str) -> list[str]:
    """The query's words that may be said of the item, as the shopper said them."""
    own = page.words(page.item(item))
    own = own | {word.removeprefix(NEARLY) for word in own}
    weights = dict(page.session.query.weights)
    parts = [page.session.query.text, *(word for word in page.session.query.plus if weights.get(f"+{word}", 1.0))]
    return list(dict.fromkeys(word for word in " ".join(parts).split() if content_words(word) & own))


def _shared(page: Results, item: str) -> list[str]:
    """Values that it has in common with the item the query starts from, and not everything on the page has."""
    like = page.session.query.like
    if not like:
        return []
    theirs, others = page.item(like).facts(), [page.item(other).facts() for other in page.session.grid]
    gone = set(page.session.query.minus)
    shared = [(name, value) for name, value in page.item(item).facts().items() if theirs.get(name) == value]
    return [value.lower() for name, value in shared
            if value.lower() not in gone and any(facts.get(name) != value for facts in others)][:MOST_SHARED]
