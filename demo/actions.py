"""What each intent does."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from catalog.filters import Filter
from catalog.items import CatalogError, Item
from demo.dialogue import Condition, Intent, Query, Reply, Session, remember
from demo.references import Meant, References
from demo.shop import first_session, window
from demo.wording import comparison, equation, fact, fact_names, list_of, phrase_of, short, total_of
from models.composition import compose_query
from models.selection import content_words
from models.words import kind_names, plural, singular

__all__ = ["Step"]

SORTED_AMONG = 120     # "the cheapest dresses": ordered within this many best matches


class Step(References):
    """One turn being answered: it reads the session and makes the Reply, and nothing that it touches outlives it."""

    def do(self, intent: Intent) -> Reply:
        """Answers the intent. What the catalogue refuses (a filter on an unknown field) is said, not raised."""
        unknown = {"price", "rating"} & {intent.sort, *(name for name, *_ in intent.filters)} - self.shop.numbers
        try:
            reply = getattr(self, intent.name)(_without(intent, unknown))
        except CatalogError as error:
            return self.say("none", f"{error}.")
        return replace(reply, say=f"This shop states no {list_of(sorted(unknown))}. {reply.say}") if unknown else reply

    def say(self, name: str, words: str, session: Session | None = None, **rest) -> Reply:
        return Reply(intent=name, say=words.replace("….", "…"), session=session or self.session, **rest)

    # ---- what to show --------------------------------------------------------------------------------------------

    def search(self, intent: Intent) -> Reply:
        intent = self._within(intent)
        excluded = self._unlike(intent.minus)
        unknown = tuple(word for word in intent.minus if self.value(word) is None)
        query = Query(text=intent.text, minus=unknown, filters=(*_merged(self._kind(intent.text), intent.filters), *excluded),
                      sort=intent.sort, descending=intent.descending)
        return self.show("search", query, f"Here is what comes nearest to “{intent.text}”" if intent.text else "Here you are")

    def _within(self, intent: Intent) -> Intent:
        """A search that names only values ("red ones", "what about silk") narrows what is on the page already."""
        kind = next((value for name, operator, value in self.session.query.filters
                     if name in ("kind", "category") and operator == "="), "")
        if not kind or not intent.text or self.value(intent.text) is None:
            return intent
        kept = [condition for condition in self.session.query.filters if condition[0] != self.field_of(intent.text)]
        return replace(intent, text=f"{intent.text} {plural(kind)}", filters=_merged(kept, intent.filters))

    def refine(self, intent: Intent) -> Reply:
        """Text arithmetic on a picture: what the item is known to be is taken away when a new value is asked for."""
        meant = self.resolve(intent) if intent.places or intent.text or (intent.that and self.session.selected) else Meant()
        if meant.absent:
            return self._none_is(meant.absent)
        if meant.unsure:
            return self._ask(meant, intent)
        old = self.session.query
        like = meant.ids[0] if meant.ids else old.like
        if like is None and not (old.text or old.upload or intent.text):
            return self._which("Which one do you mean")
        item = self.item(like) if like else None
        plus, minus, filters = self._changes(intent, item)
        same = like == old.like and not meant.ids
        base = old if same else Query(like=like, filters=old.filters)
        if like is None and intent.text:
            base = Query(text=intent.text)
        fresh = {self.value(word)[0] for word in plus if self.value(word)}
        kept = tuple(word for word in base.plus if not (self.value(word) and self.value(word)[0] in fresh))
        dropped = tuple(word for word in base.minus if word not in plus)
        query = replace(base, plus=(*kept, *(w for w in plus if w not in kept)),
                        minus=(*dropped, *(w for w in minus if w not in dropped)),
                        filters=_merged(base.filters, filters))
        return self.show("refine", query, f"This is {self._equation(query)}")

    def filter(self, intent: Intent) -> Reply:
        if not (intent.filters or intent.everything):
            return self.say("filter", "The page stays as it was.")
        query = self.session.query
        filters, words = _merged(query.filters, intent.filters), f"Only {_spoken(intent.filters)}"
        if intent.everything:  # the kind that the search itself names stays
            own = {intent.about} if intent.about else {name for name, *_ in query.filters} - {"kind", "category"}
            filters = tuple(condition for condition in query.filters if condition[0] not in own)
            words = f"Any {intent.about}" if intent.about else "All conditions are off"
        return self.show("filter", replace(query, filters=filters), words)

    def sort(self, intent: Intent) -> Reply:
        if not intent.sort:
            return self.say("sort", "The page stays as it was.")
        if intent.sort not in self.shop.numbers | self.shop.vocabulary.fields | {"title"}:
            return self.say("sort", f"I cannot sort by {intent.sort}; say “cheapest first” or “highest rated first”.")
        order = {"price": ("cheapest", "most expensive"), "rating": ("lowest rated", "highest rated")}
        names = order.get(intent.sort)
        query = replace(self.session.query, sort=intent.sort, descending=intent.descending)
        words = f"The {names[intent.descending]} first" if names else f"Sorted by {intent.sort.replace('_', ' ')}"
        return self.show("sort", query, words)

    def more(self, intent: Intent) -> Reply:
        offset = self.session.offset + len(self.session.grid)
        ids, scores = self._results(self.session.query, offset)
        if not ids:
            return self.say("more", "That is all there is; say “back” to see the others again, or search for something else.")
        session = remember(self.session, grid=ids, scores=scores, offset=offset, selected=None, pending=(), asked=None)
        return self.say("more", f"Here are {len(ids)} more.", session)

    def back(self, intent: Intent) -> Reply:
        if self.session.previous is None:
            return self.say("back", "This is where we began; there is nothing to undo.")
        return self.say("back", "One step back.", self.session.previous)

    def reset(self, intent: Intent) -> Reply:
        session = replace(first_session(self.shop), previous=remember(self.session).previous)
        return self.say("reset", "A fresh start: new page, empty cart. Say “back” if you did not mean it.", session)

    # ---- which one -----------------------------------------------------------------------------------------------

    def select(self, intent: Intent) -> Reply:
        if self.names_absent_kind(intent):
            text = " ".join(word for word in intent.text.split() if word not in ("the", "that", "this"))
            reply = self.search(Intent("search", text=text))
            return replace(reply, say=f"There is none of that on the page. {reply.say}")
        meant = self.resolve(intent)
        if question := self._unsettled(meant, intent, "Which one do you mean"):
            return question
        several = meant.ids if len(meant.ids) > 1 else ()
        session = remember(self.session, selected=meant.ids[0], pending=several, asked=None)
        picked = list_of([self.place(item) for item in meant.ids])
        title = f": {short(self.item(meant.ids[0]).title)}" if not several else ""
        reason = f" – {meant.why}" if meant.why else ""
        return self.say("select", f"Picked {picked}{title}{reason}.", session, candidates=meant.candidates)

    def clarify(self, intent: Intent) -> Reply:
        return self._which("Which one do you mean")

    def none(self, intent: Intent) -> Reply:
        if intent.that:
            return self.say("none", "You are welcome. Say what else you look for, or “help”.")
        if not intent.text:
            return self.say("none", "I did not catch that. Say what you look for, such as "
                                    f"“{self._example_search()}”, or “help”.")
        session = remember(self.session, selected=None, pending=(), asked=None)
        return self.say("none", "None of these, then. Say “more”, or tell me what you look for.", session)

    def compare(self, intent: Intent) -> Reply:
        ids: list[str] = []
        if intent.that and self.session.selected:
            ids.append(self.session.selected)
        ids.extend(self.at(intent.places))
        for part in intent.plus:
            meant = self.resolve(Intent("select", text=part))
            if meant.absent:
                return self._none_is(meant.absent)
            ids.extend(meant.ids[:1])
        if intent.everything:
            ids.extend(self.session.pending or self.session.grid)
        ids = list(dict.fromkeys(ids))
        if len(ids) < 2 or len(ids) < len(intent.places):
            return self._which("I need two of the page to compare: which ones", name="clarify")
        items = [self.item(item) for item in ids]
        table = comparison(items, [self.place(item) for item in ids])
        session = remember(self.session, pending=tuple(ids), asked=None)
        names = [row[0] for row in table[1:]]
        words = f"They differ in {list_of(names)}." if names else "All that I know of them is the same."
        return self.say("compare", words, session, table=table)

    def describe(self, intent: Intent) -> Reply:
        meant = self.resolve(intent)
        if question := self._unsettled(meant, intent, "Which one do you want to know about"):
            return question
        item = self.item(meant.ids[0])
        session = remember(self.session, selected=item.id, pending=(), asked=None)
        return self.say("describe", self._description(item, intent), session, candidates=meant.candidates)

    # ---- the cart ------------------------------------------------------------------------------------------------

    def cart_add(self, intent: Intent) -> Reply:
        meant = self.resolve(intent)
        if question := self._unsettled(meant, intent, "Which one goes into the cart"):
            return question
        cart = (*self.session.cart, *meant.ids)
        session = remember(self.session, cart=cart, selected=meant.ids[0], pending=(), asked=None)
        titles = list_of([short(self.item(item).title) for item in meant.ids])
        return self.say("cart_add", f"Added {titles}. {self._cart_line(cart)}", session, candidates=meant.candidates)

    def cart_remove(self, intent: Intent) -> Reply:
        if not self.session.cart:
            return self.say("cart_remove", "Your cart is empty already.")
        if intent.everything:
            return self.say("cart_remove", "Your cart is empty now.", remember(self.session, cart=()))
        item = self._in_cart(intent)
        if item is None:
            return self.say("cart_remove", f"That is not in your cart. {self._cart_line(self.session.cart)}")
        cart = list(self.session.cart)
        cart.remove(item)
        session = remember(self.session, cart=tuple(cart))
        return self.say("cart_remove", f"Took out {short(self.item(item).title)}. {self._cart_line(cart)}", session)

    def cart_show(self, intent: Intent) -> Reply:
        return self.say("cart_show", self._cart_line(self.session.cart, listed=True))

    def help(self, intent: Intent) -> Reply:
        """Examples made of what is on the page right now."""
        items = [self.item(item) for item in self.session.grid]
        colours = [item.attributes["colour"].lower() for item in items if item.attributes.get("colour")]
        examples = [self._example_search(), *(f"the {colour} one" for colour in colours[:1]), "number two",
                    *(["the cheapest"] if any(item.price is not None for item in items) else []),
                    "like this but in red", "compare the first and the second", "add it to my cart", "more", "back"]
        return self.say("help", "Say or type, for example: " + ", ".join(f"“{example}”" for example in examples) + ".")

    # ---- results -------------------------------------------------------------------------------------------------

    def show(self, name: str, query: Query, words: str) -> Reply:
        ids, scores = self._results(query, 0)
        if not ids:
            conditions = f": {_spoken(query.filters)}" if query.filters else ""
            return self.say(name, f"Nothing here fits{conditions}. The page stays as it was.")
        session = remember(self.session, grid=ids, scores=scores, offset=0, query=query, selected=None, pending=(), asked=None)
        return self.say(name, f"{words}.", session)

    def _results(self, query: Query, offset: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """The page of the query's results that begins at rank `offset`: ids, and their match."""
        count = offset + self.shop.page
        filters = [Filter(*condition) for condition in query.filters]
        vector = self._vector(query)
        store = self.shop.catalogue.store
        with self.clock("search"):
            if vector is None and not query.sort:
                return tuple(window(self.shop, count, filters)[offset:]), ()
            if vector is None:
                return tuple(store.select(filters, sort=query.sort, descending=query.descending, limit=count)[offset:]), ()
            hits = self.shop.catalogue.search(
                vector=vector, text=" ".join((query.text, *query.plus)).strip(),
                k=max(count, SORTED_AMONG) if query.sort else count, filters=filters,
                exclude=[query.like] if query.like else [])
        pairs = list(hits)
        if query.sort:
            pairs = self._sorted(pairs, query)
        page = pairs[offset:count]
        return tuple(item for item, _ in page), tuple(round(float(score), 4) for _, score in page)

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
        picture = np.array(query.upload, dtype=np.float32) if query.upload else None
        if query.like:
            picture = self.shop.catalogue.vector_of(query.like)
        if picture is None and not (query.text or query.plus or query.minus):
            return None
        kind = singular(self.item(query.like).kind) if query.like else ""
        with self.clock("encode"):
            return compose_query(self.shop.encoder, picture=picture, text=query.text, plus=query.plus, minus=query.minus,
                                 kind=kind)

    # ---- changes -------------------------------------------------------------------------------------------------

    def _changes(self, intent: Intent, item: Item | None) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Condition, ...]]:
        """Words added, words taken away, and conditions: the kind stays unless the words name another."""
        plus, minus = list(intent.plus), list(intent.minus)
        filters: list[Condition] = self._dearer(intent, item)
        if item is None:
            return tuple(plus), tuple(minus), tuple(filters)
        facts = {name: value.lower() for name, value in item.facts().items()}
        for word in tuple(plus):
            if word.startswith(("another ", "a different ", "different ", "other ")):
                name = word.split()[-1].replace("color", "colour")
                plus.remove(word)
                if facts.get(name):
                    filters.append((name, "!=", item.facts()[name]))
                    minus.append(facts[name])
                continue
            value = self.value(word)
            own = facts.get(value[0], "") if value else ""
            if own and own != word and not any(self.field_of(taken) == value[0] for taken in minus):
                minus.append(own)
        if item.kind and not any(self.is_kind(word) for word in plus):
            filters.append(("kind", "=", item.kind))
        return tuple(plus), tuple(minus), tuple(filters)

    def _dearer(self, intent: Intent, item: Item | None) -> list[Condition]:
        """"cheaper" -> below the price of the item meant, or of the cheapest on the page."""
        result: list[Condition] = []
        for name, operator, value in intent.filters:
            if value == "that":
                shown = [item] if item else [self.item(shown) for shown in self.session.grid]
                prices = [one.price for one in shown if one.price is not None]
                if prices:
                    result.append((name, operator, min(prices) if operator == "<" else max(prices)))
            else:
                result.append((name, operator, value))
        return result

    def _kind(self, text: str) -> tuple[Condition, ...]:
        """The condition that a search's head noun sets: the one kind called that, or else the taxonomy's level."""
        words = re.split(r"\b(?:for|with|in|from|like|to|that|which)\b", text)[0].split()
        for noun in (" ".join(words[-size:]) for size in (3, 2, 1) if len(words) >= size):
            kinds = self.shop.vocabulary.kinds.get(noun, ())
            if len(kinds) == 1:
                return (("kind", "=", kinds[0]),)
            if level := self.shop.vocabulary.levels.get(noun):
                return (("category", "=", level),)
            if kinds:
                return ()
        return ()

    def _unlike(self, words: Sequence[str]) -> tuple[Condition, ...]:
        """"not black" -> colour != Black, for the words that are known values."""
        return tuple((value[0], "!=", value[1]) for word in words if (value := self.value(word)))

    # ---- questions and sentences ----------------------------------------------------------------------------------

    def _unsettled(self, meant: Meant, intent: Intent, question: str) -> Reply | None:
        """What to say where no one item is meant for sure; None where it is."""
        if meant.absent:
            return self._none_is(meant.absent)
        if meant.unsure:
            return self._ask(meant, intent)
        return None if meant.ids else self._which(question, why=meant.why)

    def _none_is(self, value: str) -> Reply:
        kind = plural(self.item(self.session.grid[0]).kind) or "ones"
        return self.say("none", f"None of these is {value}. Say “more”, or search for “{value} {kind}”.")

    def _ask(self, meant: Meant, intent: Intent) -> Reply:
        """One question that names the difference between the two likeliest, and what the answer is for."""
        (first, _), (second, _) = meant.candidates[:2]
        one, other = self.item(first), self.item(second)
        phrases = phrase_of(one, other), phrase_of(other, one)
        session = remember(self.session, pending=(first, second), asked=intent)
        return self.say("clarify", f"The {phrases[0]} ({self.place(first)}) or the {phrases[1]} ({self.place(second)})?",
                        session, candidates=meant.candidates)

    def _which(self, question: str, *, why: str = "", name: str = "clarify") -> Reply:
        reason = f"{why[0].upper()}{why[1:]}. " if why else ""
        return self.say(name, f"{reason}{question}? Say its number, such as “number two”, or what it looks like.")

    def _description(self, item: Item, intent: Intent) -> str:
        if intent.plus:
            return self._yes_or_no(item, intent.plus[0], intent.about)
        if intent.about:
            known = fact(item, intent.about)
            unstated = f"The shop does not say what its {intent.about} is."
            return f"{short(item.title)}: {intent.about} {known}." if known else unstated
        facts = ", ".join(f"{name} {fact(item, name)}" for name in fact_names([item]))
        facts = f"{facts[:1].upper()}{facts[1:]}." if facts else ""
        return " ".join(part for part in (f"{item.title}.", item.description, facts) if part)

    def _yes_or_no(self, item: Item, asked: str, about: str) -> str:
        """"is it leather?", "does it have a zip?": by what is stated, and nothing else."""
        known = fact(item, about) if about else ""
        if known:
            return f"Yes, {known}." if known.lower() == asked else f"No, its {about} is {known}."
        words = content_words(asked)
        if words and words <= content_words(f"{item.title} {item.description}") | self.words(item):
            return f"Yes: {item.title}."
        return f"The shop does not say: {item.title}."

    def _in_cart(self, intent: Intent) -> str | None:
        """The cart's item meant: the one selected or described, or a place counted within the cart."""
        cart = self.session.cart
        if intent.text or intent.excluded:
            found = Meant() if self.lacks(intent.text, cart) else self.described(intent, tuple(dict.fromkeys(cart)))
            return found.ids[0] if found.ids else None
        meant = self.resolve(intent).ids
        if found := next((item for item in meant if item in cart), None):
            return found
        if found := self.at(intent.places[:1], cart):
            return found[0]
        return cart[-1] if intent.that and not self.session.selected else None

    def _cart_line(self, cart: Sequence[str], *, listed: bool = False) -> str:
        if not cart:
            return "Your cart is empty."
        items = [self.item(item) for item in cart]
        total = f", {total_of(items)} in all" if total_of(items) else ""
        names = ": " + "; ".join(short(item.title) for item in items) if listed else ""
        return f"Your cart holds {len(items)} item{'s' * (len(items) > 1)}{total}{names}."

    def _equation(self, query: Query) -> str:
        picture = "your picture" if query.upload else f"“{short(self.item(query.like).title, 30)}”" if query.like else ""
        return equation(query.text, picture, query.plus, query.minus)

    def _example_search(self) -> str:
        items = [self.item(item) for item in self.session.grid[:1]]
        kind = plural(kind_names(items[0].kind)[0]) if items and items[0].kind else "shoes"
        return f"show me red {kind}"


def _without(intent: Intent, unknown: Collection[str]) -> Intent:
    """The intent less what it asks of fields that no item of the shop has."""
    if not unknown:
        return intent
    return replace(intent, sort="" if intent.sort in unknown else intent.sort,
                   filters=tuple(condition for condition in intent.filters if condition[0] not in unknown))


def _merged(old: Sequence[Condition], new: Sequence[Condition]) -> tuple[Condition, ...]:
    """A new condition on a field takes the place of the old ones on it."""
    fields = {condition[0] for condition in new}
    return (*(condition for condition in old if condition[0] not in fields), *new)


def _spoken(conditions: Sequence[Condition]) -> str:
    """(("price", "<", 50.0),) -> "price below 50"."""
    words = {"=": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least ", "~": "with "}
    return list_of([f"{name} {words[operator]}{f'{value:g}' if isinstance(value, float) else value}"
                    for name, operator, value in conditions]) if conditions else "everything"
