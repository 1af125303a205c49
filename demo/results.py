"""What the page shows: a query's results, the page after a change, the sentence about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from catalog.filters import Filter
from demo.phrasing import pole_of
from demo.references import References
from demo.shop import window
from demo.states import Condition, Query, Reply, Session, remember
from demo.wording import chips, equation, label_of, list_of, short, summary
from models.comparison import degrees
from models.composition import TEXT, compose_terms, term_names
from models.encoder import unit
from models.words import singular

__all__ = ["Results", "merged", "spoken_all", "terms_of"]

SORTED_AMONG = 120     # "the cheapest dresses": ordered within this many best matches
COMPARED_AMONG = 60    # "darker than this": looked for within this many best matches
MOST_WEIGHT = 2.0      # of a term, where 1 is as it was said


class Results(References):
    """Pages of results for one session."""

    def say(self, name: str, words: str, session: Session | None = None, **rest) -> Reply:
        session = session or self.session
        return Reply(intent=name, say=words.replace("….", "…"), session=session, kept=chips(session.query), **rest)

    def show(self, name: str, query: Query, words: str) -> Reply:
        """The page of a new query; where nothing fits, the page stays and what was asked is said."""
        ids, scores = self.results(query, 0)
        if not ids:
            further = [word for word in (*query.plus, *query.minus) if pole_of(word)] if query.like else []
            why = f"further that way than “{short(self.item(query.like).title, 30)}”" if further else "here fits"
            return self.say(name, f"Nothing {why}{f': {spoken_all(query.filters)}' if query.filters else ''}. The page stays as "
                            f"it was.")
        session = remember(self.session, grid=ids, scores=scores, offset=0, query=query, selected=None, pending=(), asked=None)
        return self.say(name, f"{words}: {summary([self.item(item) for item in ids])}.", session)

    def weigh(self, weights: Sequence[tuple[str, float]]) -> Reply:
        """The page again, with the query's terms counting as much as is said; 1 is as they were said."""
        query = self.session.query
        known = dict(query.weights) | {name: round(min(max(weight, 0.0), MOST_WEIGHT), 2) for name, weight in weights}
        kept = tuple((name, known[name]) for name in terms_of(query) if known.get(name, 1.0) != 1.0)
        return self.show("refine", replace(query, weights=kept), "Weighed anew")

    def results(self, query: Query, offset: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """The page of the query's results that begins at rank `offset`: ids, and their match."""
        count = offset + self.shop.page
        filters = [Filter(*condition) for condition in query.filters]
        vector = self._vector(query)
        scales = self._scales(query)
        store = self.shop.catalogue.store
        with self.clock("search"):
            if vector is None and not query.sort:
                return tuple(window(self.shop, count, filters)[offset:]), ()
            if vector is None:
                return tuple(store.select(filters, sort=query.sort, descending=query.descending, limit=count)[offset:]), ()
            among = SORTED_AMONG if query.sort else COMPARED_AMONG if scales else 0
            said, weight = self._words_of(query)
            hits = self.shop.catalogue.search(vector=vector, text=said, words_weight=weight, k=max(count, among), filters=filters,
                                              exclude=[query.like] if query.like else [])
        pairs = list(hits)
        for scale, more in scales:
            pairs = self._beyond(query.like, scale, more, pairs)
        if query.sort:
            pairs = self._sorted(pairs, query)
        page = pairs[offset:count]
        return tuple(item for item, _ in page), tuple(round(float(score), 4) for _, score in page)

    def _scales(self, query: Query) -> list[tuple[str, bool]]:
        """The degrees that a change asks for: "darker" than the item it starts from."""
        if not query.like:
            return []
        poles = [(pole_of(word), True) for word in query.plus] + [(pole_of(word), False) for word in query.minus]
        return [(pole[0], pole[1] == wanted) for pole, wanted in poles if pole]

    def _beyond(self, like: str, scale: str, more: bool, pairs: list[tuple[str, float]]) -> list[tuple[str, float]]:
        """Those further along the scale than the item it starts from, in the order they came."""
        ids = [item for item, _ in pairs]
        if not ids:
            return []
        facts = None if self.shop.pixels_only else [self.item(item).facts() for item in (like, *ids)]
        with self.clock("select"):
            along = degrees(self.encoder, scale, self.pictures([like, *ids]), facts=facts, kind=singular(self.item(like).kind))
        along = along if more else -along
        return [pair for pair, degree in zip(pairs, along[1:], strict=True) if degree > along[0] + 1e-6]

    def _sorted(self, pairs: list[tuple[str, float]], query: Query) -> list[tuple[str, float]]:
        """Best matches in the order asked for; items of which the field is not known come last."""
        def key(pair: tuple[str, float]):
            item = self.item(pair[0])
            return getattr(item, query.sort) if query.sort in ("price", "rating", "title") else item.facts().get(query.sort)

        floor = 0.6 * max((score for _, score in pairs), default=0.0)  # what hardly matches is not "the cheapest dress"
        good = [pair for pair in pairs if pair[1] >= floor]
        known = [pair for pair in good if key(pair) is not None]
        return sorted(known, key=key, reverse=query.descending) + [pair for pair in good if key(pair) is None]

    def _vector(self, query: Query) -> np.ndarray | None:
        parts = self._parts(query)
        return unit(sum(parts.values())) if parts else None

    def _parts(self, query: Query) -> dict[str, np.ndarray]:
        """What each term puts into the query vector, (d,) each; nothing where nothing is asked or all of it weighs nothing."""
        weights = {name: 1.0 for name in terms_of(query)} | dict(query.weights)
        if not any(weights[name] for name in terms_of(query)):
            return {}
        picture = np.array(query.upload, dtype=np.float32) if query.upload else None
        if query.like:
            picture = self.shop.catalogue.vector_of(query.like)
        return compose_terms(self.encoder, picture=picture, text=query.text, plus=query.plus, minus=query.minus,
                             kind=singular(self._kind_shown(query)), weights=weights)

    def _kind_shown(self, query: Query) -> str:
        """What the picture shows that the query starts from: the item's kind, or the one that an own picture is kept to."""
        if query.like:
            return self.item(query.like).kind
        kept = [str(value) for name, operator, value in query.filters if (name, operator) == ("kind", "=")]
        return kept[0] if query.upload and kept else ""

    def _words_of(self, query: Query) -> tuple[str, float]:
        """What is looked for in the items' words, and how much it counts there: the mean of its terms."""
        weights = dict(query.weights)
        terms = [(query.text, weights.get(TEXT, 1.0)), *((word, weights.get(f"+{word}", 1.0)) for word in query.plus)]
        terms = [(words, weight) for words, weight in terms if words and weight]
        return " ".join(words for words, _ in terms), sum(weight for _, weight in terms) / max(len(terms), 1)

    def shares(self) -> list[dict[str, float]]:
        """Of each item on the page, what every term of the query adds to its score; what its words add is "words"."""
        parts, session = self._parts(self.session.query), self.session
        if not parts or not session.scores:
            return [{} for _ in session.grid]
        query = sum(parts.values())
        whole = float(query @ unit(query))   # how long it is: cosines are of the query made a unit
        return [self._share(item, score, parts, whole) for item, score in zip(session.grid, session.scores, strict=True)]

    def _share(self, item: str, score: float, parts: Mapping[str, np.ndarray], whole: float) -> dict[str, float]:
        views = self.shop.catalogue.views_of(item)
        seen = views @ np.stack(list(parts.values())).T / whole   # (views, terms)
        best = seen[seen.sum(axis=1).argmax()]
        shares = {name: round(float(share), 3) for name, share in zip(parts, best, strict=True)}
        said = score - float(best.sum())
        return shares | ({"words": round(said, 3)} if said > 0.001 else {})

    def equation(self, query: Query) -> str:
        picture = "your picture" if query.upload else f"“{short(self.item(query.like).title, 30)}”" if query.like else ""
        return equation(query.text, picture, query.plus, query.minus)


def terms_of(query: Query) -> list[str]:
    """The names of its terms, in the order they are read."""
    return term_names(bool(query.like or query.upload), query.text, query.plus, query.minus)


def merged(old: Sequence[Condition], new: Sequence[Condition]) -> tuple[Condition, ...]:
    """A new condition on a field takes the place of the old ones on it; what is excluded adds up."""
    fields = {name for name, operator, _ in new if operator != "!="}
    kept = [condition for condition in old if condition[0] not in fields]
    return tuple(dict.fromkeys((*kept, *new)))


def spoken_all(conditions: Sequence[Condition]) -> str:
    """(("price", "<", 50.0), ("gender", "=", "Women")) -> "under 50 and for women"."""
    return list_of([label_of(condition) for condition in conditions]) if conditions else "everything"
