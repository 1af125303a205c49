"""What each intent does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from catalog.filters import Filter
from catalog.items import CatalogError, Item
from demo.cart import CartSteps
from demo.changes import WORN_BY
from demo.phrasing import spoken
from demo.references import Meant
from demo.results import merged, spoken_all
from demo.shop import first_session
from demo.states import Condition, Intent, Query, Reply, Session, remember
from demo.wording import comparison, fact, fact_names, list_of, order_of, short, summary
from models.utterance import content_words
from models.words import VALUE_NAMES, VALUE_NOUNS, kind_names, plural, singular

__all__ = ["Step"]

WEARER = ("gender", "age_group", "age", "size")   # conditions on who wears it hold for the next topic too
NEUTRALS = "black"                                # goes with what has no colour of its own


class Step(CartSteps):
    """One turn being answered: it reads the session and makes the Reply, and nothing that it touches outlives it."""

    def do(self, intent: Intent) -> Reply:
        """Answers the intent. What the catalogue refuses (a filter on an unknown field) is said, not raised."""
        unknown = {"price", "rating"} & {intent.sort, *(name for name, *_ in intent.filters)} - self.shop.numbers
        try:
            reply = getattr(self, intent.name)(_without(intent, unknown))
        except CatalogError as error:
            return self.say("none", f"{error}.")
        return replace(reply, say=f"This shop states no {list_of(sorted(unknown))}. {reply.say}") if unknown else reply

    # ---- what to show --------------------------------------------------------------------------------------------

    def search(self, intent: Intent) -> Reply:
        if intent.that:
            return self._matching(intent)
        if self.session.asked and (chosen := self._names_one(intent.text)):
            return self.do(replace(self.session.asked, text="", places=(int(self.place(chosen)),)))
        intent = self._within(intent)
        excluded = self._unlike(intent.minus)
        unknown = tuple(word for word in intent.minus if self.value(word) is None)
        conditions = merged(self._kind(intent.text), intent.filters)
        kept = self._still_holds(intent) if intent.keep else ()
        worn = self._wearer(intent.text, (*kept, *conditions, *excluded))
        query = Query(text=self._in_shop_words(intent.text), minus=unknown, filters=(*worn, *kept, *conditions, *excluded),
                      sort=intent.sort, descending=intent.descending)
        if kept and not self._any_meets(query.filters):
            kept, query = (), replace(query, filters=(*worn, *conditions, *excluded))   # there are no handbags for men
        order = f", {order_of(query)}" if query.sort else ""
        words = f"Nearest to “{_as_written(intent.text)}”{order}" if intent.text else "Here you are"
        reply = self.show("search", query, f"{words}, still {spoken_all(kept)}" if kept else words)
        lacking = self.absent(intent.text, reply.grid) if reply.session is not self.session else ""
        return replace(reply, say=f"Nothing here is {lacking}. {reply.say}") if lacking else reply

    def _in_shop_words(self, text: str) -> str:
        """"a stripy shirt" -> "a striped shirt", where that is what the shop calls it: its full text knows no other word."""
        values = self.shop.vocabulary.values
        return " ".join(values[word][1].lower() if word in values and word not in values[word][1].lower() else word
                        for word in text.split())

    def _names_one(self, text: str) -> str:
        """The one of the two asked about that these words name; "" where they name neither or both."""
        said = content_words(text)
        named = [item for item in self.session.pending if said and said <= self.words(self.item(item))]
        return named[0] if len(named) == 1 and self.place(named[0]) else ""

    def _wearer(self, text: str, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
        """"men's watches", "a dress for my sister": the condition that the word sets, where the shop states it and any item
        meets it."""
        said = [value for word in text.split() if (value := self.value(WORN_BY.get(word, word))) and value[0] == "gender"]
        if not said and "gender" not in self.shop.vocabulary.fields:   # no attribute says so: a word of the title may
            said = [("title", f" {WORN_BY[word]}") for word in text.split() if word in WORN_BY]
        if len(set(said)) != 1 or any(name == said[0][0] for name, *_ in conditions):
            return ()
        condition = (said[0][0], "~" if said[0][0] == "title" else "=", said[0][1])
        return (condition,) if self._any_meets((condition, *conditions)) else ()

    def _any_meets(self, conditions: Iterable[Condition]) -> bool:
        return bool(self.shop.catalogue.store.select([Filter(*each) for each in conditions], limit=1))

    def _within(self, intent: Intent) -> Intent:
        """A search that names only values ("red ones", "what about silk") narrows what is on the page already."""
        kind = next((value for name, operator, value in self.session.query.filters
                     if name in ("kind", "category") and operator == "="), "")
        if not kind or not intent.text or not (self.value(intent.text) or self._said_within(intent.text, kind)):
            return intent
        kept = [condition for condition in self.session.query.filters if condition[0] != self.field_of(intent.text)]
        return replace(intent, text=f"{intent.text} {plural(kind)}", filters=merged(kept, intent.filters))

    def _said_within(self, text: str, kind: str) -> bool:
        """Is it no kind itself, and a word of the title of any of this kind: "puma ones" of shoes?"""
        if self.is_kind(text) or len(text.split()) > 2 or text in self.shop.vocabulary.levels:
            return False
        return self._any_meets((("kind", "=", kind), ("title", "~", f" {text}")))

    def _still_holds(self, intent: Intent) -> tuple[Condition, ...]:
        """Of the last query's conditions, those on who wears it, unless the words say another."""
        said = {self.field_of(word) for word in intent.text.split()} | {name for name, *_ in intent.filters}
        return tuple(condition for condition in self.session.query.filters if condition[0] in WEARER and condition[0] not in said)

    def _matching(self, intent: Intent) -> Reply:
        """What goes with an item: things of another kind, in its colour, for the same wearer."""
        meant = self.resolve(replace(intent, text="") if intent.places or self.session.selected else Intent("select", that=True))
        if not meant.ids:
            return self.which("What should it go with")
        item = self.item(meant.ids[0])
        colour = item.facts().get("colour", NEUTRALS).lower()
        conditions = self._kind(intent.text) or ((("kind", "!=", item.kind),) if item.kind else ())
        text = " ".join(dict.fromkeys(f"{colour} {intent.text}".split()))
        what = intent.text or "things"
        return self.show("search", Query(text=text, filters=conditions), f"{what.capitalize()} in {colour}, to go with "
                         f"{short(item.title, 30)}")

    def refine(self, intent: Intent) -> Reply:
        """Text arithmetic on a picture: what the item is known to be is taken away when a new value is asked for."""
        points = (intent.places or intent.text or intent.where or intent.other or intent.earlier or intent.superlative
                  or intent.excluded)
        meant = self.resolve(intent) if points or (intent.that and self.session.selected) else Meant()
        if meant.absent:
            return self.none_is(meant.absent)
        if meant.unsure:
            return self.ask(meant, intent)
        old = self.session.query
        like = meant.ids[0] if meant.ids else old.like
        if like is None and not (old.text or old.upload or intent.text):
            return self.which("Which one do you mean")
        item = self.item(like) if like else None
        plus, minus, filters = self._changes(intent, item)
        base = self._start_of(intent, like, meant)
        fresh = {self.value(word)[0] for word in plus if self.value(word)}
        kept = tuple(word for word in base.plus if not (self.value(word) and self.value(word)[0] in fresh) and word not in minus)
        minus = tuple(word for word in minus if word not in base.plus)   # "less formal" after "more formal" takes it back
        dropped = tuple(word for word in base.minus if word not in plus)
        query = replace(base, plus=(*kept, *(w for w in plus if w not in kept)),
                        minus=(*dropped, *(w for w in minus if w not in dropped)),
                        filters=merged(base.filters, filters))
        reply = self.show("refine", query, self.equation(query))
        place = self._twin(item, reply.grid, plus) if item else 0
        if not place:
            return reply
        session = replace(reply.session, selected=reply.grid[place - 1])   # "how much is it?" is asked of that one then
        return replace(reply, say=f"{reply.say} Number {place} is the same in {' and '.join(plus)}.", session=session)

    def _twin(self, item: Item, grid: Sequence[str], plus: Sequence[str]) -> int:
        """The place of an item that is called the same but for the words asked for: "does it come in blue?"; 0 for none."""
        for place, other in enumerate(grid, start=1):
            mine, theirs = content_words(item.title), content_words(self.item(other).title)
            swapped = content_words(" ".join(plus)) == theirs - mine and len(mine - theirs) <= 1
            if plus and swapped and len(mine) > 2:
                return place
        return 0

    def _start_of(self, intent: Intent, like: str | None, meant: Meant) -> Query:
        """The query that the change is made to: the last one where it goes on, else the item alone."""
        old = self.session.query
        if like is None and intent.text:
            return Query(text=intent.text)
        if like is None:   # "striped shirts", "without stripes"
            unwanted = {word for taken in intent.minus for word in _called(taken)}
            old = replace(old, text=" ".join(word for word in old.text.split() if singular(word) not in unwanted))
        return old if like == old.like and not meant.ids else Query(like=like, filters=old.filters)

    def filter(self, intent: Intent) -> Reply:
        if not (intent.filters or intent.everything or intent.minus):
            return self.say("filter", "The page stays as it was.")
        query = self.session.query
        if intent.minus:
            return self._drop(query, intent.minus[0])
        filters, words = merged(query.filters, intent.filters), f"Only {spoken_all(intent.filters)}"
        if intent.everything:  # the kind that the search itself names stays
            own = {intent.about} if intent.about else {name for name, *_ in query.filters} - {"kind", "category"}
            filters = tuple(condition for condition in query.filters if condition[0] not in own)
            words = f"Any {intent.about}" if intent.about else "All conditions are off"
        return self.show("filter", replace(query, filters=filters), words)

    def _drop(self, query: Query, what: str) -> Reply:
        """Takes off what is named: a condition, the order, a word added, taken away or searched for."""
        filters = tuple(each for each in query.filters if what not in (spoken(each), str(each[2]).lower().strip()))
        query = replace(query, filters=filters, plus=tuple(word for word in query.plus if word != what),
                        minus=tuple(word for word in query.minus if word != what), text="" if query.text == what else query.text,
                        sort="" if what == "order" else query.sort)
        if query == self.session.query:
            return self.say("filter", f"“{what}” is no condition that holds; the page stays as it was.")
        return self.show("filter", query, "Best match first" if what == "order" else f"No longer “{what}”")

    def sort(self, intent: Intent) -> Reply:
        if not intent.sort:
            return self.say("sort", "The page stays as it was.")
        if intent.sort not in self.shop.numbers | self.shop.vocabulary.fields | {"title"}:
            return self.say("sort", f"I cannot sort by {intent.sort}; say “cheapest first” or “highest rated first”.")
        query = replace(self.session.query, sort=intent.sort, descending=intent.descending)
        words = order_of(query)
        return self.show("sort", query, f"Sorted {words}" if words.startswith("by ") else f"The {words}")

    def more(self, intent: Intent) -> Reply:
        offset = self.session.offset + len(self.session.grid)
        ids, scores = self.results(self.session.query, offset)
        if not ids:
            return self.say("more", "That is all there is; say “back” to see the others again, or search for something else.")
        session = remember(self.session, grid=ids, scores=scores, offset=offset, selected=None, pending=(), asked=None)
        return self.say("more", f"Numbers {offset + 1} to {offset + len(ids)}: {summary([self.item(item) for item in ids])}.",
                        session)

    def back(self, intent: Intent) -> Reply:
        """One step, `count` steps, or to the last page that was about `text`."""
        if self.session.previous is None:
            return self.say("back", "This is where we began; there is nothing to undo.")
        if intent.text:
            about = content_words(intent.text)
            page = next((step for step in self._steps() if about and about <= content_words(step.query.text)), None)
            if page is None:
                return self.say("back", f"We have not looked at {intent.text} yet; say “show me {intent.text}”.")
            return self.say("back", f"Back to “{page.query.text}”.", page)
        steps = list(self._steps())[:max(intent.count, 1)]
        about = steps[-1].query.text
        count = "One step" if len(steps) == 1 else f"{len(steps)} steps"
        return self.say("back", f"{count} back{f', to “{about}”' if about and about != self.session.query.text else ''}.",
                        steps[-1])

    def reset(self, intent: Intent) -> Reply:
        session = replace(first_session(self.shop), previous=remember(self.session).previous)
        return self.say("reset", "A fresh start: new page, empty cart. Say “back” if you did not mean it.", session)

    # ---- which one -----------------------------------------------------------------------------------------------

    def select(self, intent: Intent) -> Reply:
        if self.names_absent_kind(intent):
            text = " ".join(word for word in intent.text.split() if word not in ("the", "that", "this"))
            field, descending = intent.superlative or ("", False)
            reply = self.search(Intent("search", text=text, filters=intent.filters, sort=field, descending=descending))
            return replace(reply, say=f"There is none of that on the page. {reply.say}")
        meant = self.resolve(intent)
        if meant.absent and not self.session.asked and intent == Intent("select", text=intent.text) and self.value(intent.text):
            return self.search(Intent("search", text=intent.text))   # "burgundy", and nothing of the page is
        if intent == Intent("select", excluded=intent.excluded) and not self.left_by(intent, self.session.grid) and (
                others := self._unlike(intent.excluded)):
            return self._others_than(others)
        if question := self.unsettled(meant, intent, "Which one do you mean"):
            return question
        named = self.session.pending   # two named together stay so: "the other one", "the cheaper one", "both"
        several = meant.ids if len(meant.ids) > 1 else named if len(named) > 1 and meant.ids[0] in named else ()
        page = self._page_with(meant.ids[0])
        session = remember(self.session, grid=page.grid, scores=page.scores, offset=page.offset, query=page.query,
                           selected=meant.ids[0], pending=several, asked=None)
        places = list_of([str(page.grid.index(item) + 1) for item in meant.ids if item in page.grid])
        title = f": {short(self.item(meant.ids[0]).title)}" if len(meant.ids) == 1 else ""
        before = ", from before" if page is not self.session else ""
        return self.say("select", f"Picked {places}{before}{title}{f' – {meant.why}' if meant.why else ''}.", session,
                        **meant.weighed)

    def _others_than(self, unlike: tuple[Condition, ...]) -> Reply:
        """"anything but black" where all of the page are: others are looked for."""
        query, fields = self.session.query, {name for name, *_ in unlike}
        held = tuple(each for each in query.filters if not (each[0] in fields and each[1] == "="))
        unwanted = {str(value).lower() for *_, value in unlike}
        text = " ".join(word for word in query.text.split() if word not in unwanted)
        return self.show("filter", replace(query, text=text, filters=merged(held, unlike)), f"Only {spoken_all(unlike)}")

    def _page_with(self, item: str) -> Session:
        """This page where the item is on it, else the last one that it was on."""
        if item in self.session.grid:
            return self.session
        return next((step for step in self._steps() if item in step.grid), self.session)

    def clarify(self, intent: Intent) -> Reply:
        return self.which("Which one do you mean")

    def none(self, intent: Intent) -> Reply:
        if intent.about == "people":
            return self.say("none", "I choose by the clothes, not by who wears them. Tell me a colour, a cut or a price: "
                                    f"“{self._example_search()}”, for example.")
        if intent.that:
            return self.say("none", "You are welcome. Say what else you look for, or “help”.")
        if not intent.text:
            return self.say("none", "I did not catch that: I find, compare and describe what is sold here, and keep a cart. "
                                    f"Say what you look for, such as “{self._example_search()}”, or “help”.")
        session = remember(self.session, selected=None, pending=(), asked=None)
        return self.say("none", "None of these, then. Say “more”, or tell me what you look for.", session)

    def compare(self, intent: Intent) -> Reply:
        ids: list[str] = []
        for part in (replace(intent, others=()), *intent.others):
            if part.that and self.session.selected:
                ids.append(self.session.selected)
            if part.places:
                ids.extend(self.at(part.places))
            elif part.text or part.superlative or part.other or part.earlier or part.where or (
                    part.excluded and not part.everything):
                meant = self.resolve(replace(part, name="select", that=False))
                if meant.absent:
                    return self.none_is(meant.absent)
                ids.extend(meant.ids[:max(part.count, 1)])
        if intent.everything and intent.excluded:
            ids = list(self.resolve(intent).ids)
        elif intent.everything:
            ids.extend(self.session.pending if len(self.session.pending) > 1 else self.session.grid)
        ids = list(dict.fromkeys(ids))
        if len(ids) < 2 or len(ids) < len(intent.places):
            return self.which("I need two of the page to compare: which ones", name="clarify")
        table = comparison([self.item(item) for item in ids], [self.place(item) for item in ids])
        session = remember(self.session, pending=tuple(ids), asked=None)
        names = [row[0] for row in table[1:]]
        words = f"They differ in {list_of(names)}." if names else "All that I know of them is the same."
        return self.say("compare", words, session, table=table)

    def describe(self, intent: Intent) -> Reply:
        meant = self.resolve(intent)
        only_it = intent == Intent("describe", that=True, about=intent.about, plus=intent.plus)
        if only_it and not meant.ids and self.session.query.like:
            meant = Meant((self.session.query.like,))   # after "does it come in blue?": what was to come in blue
        if question := self.unsettled(meant, intent, "Which one do you want to know about"):
            return question
        item = self.item(meant.ids[0])
        session = remember(self.session, selected=item.id if self.place(item.id) else None, pending=(), asked=None)
        return self.say("describe", self._description(item, intent), session, **meant.weighed)

    def help(self, intent: Intent) -> Reply:
        """Examples made of what is on the page right now."""
        return self.say("help", "Say or type, for example: " + ", ".join(f"“{example}”" for example in self.examples()) + ".")

    def examples(self) -> tuple[str, ...]:
        """What may well be said now: about the page, the item picked, or the question asked."""
        return tuple(dict.fromkeys(self._examples()))

    def _examples(self) -> Sequence[str]:
        items, session = [self.item(item) for item in self.session.grid], self.session
        if session.asked:
            return "the first", "the second", "neither", "both"
        colours = [item.attributes["colour"].lower() for item in items if item.attributes.get("colour")]
        own = self.item(session.selected) if session.selected else None
        if own:
            other = next((colour for colour in ("red", "blue", "black") if colour not in own.facts().get("colour", "").lower()),
                         "red")
            return ("what is it made of?", f"like this but in {other}", "cheaper", "add it to my cart", "what goes with it?",
                    "back")
        alone = [colour for colour in colours if colours.count(colour) == 1]
        return (self._example_search(), *(f"the {colour} one" for colour in alone[:1]), "number two",
                *(["the cheapest", "under 50"] if any(item.price is not None for item in items) else []),
                "compare the first and the second", *(["what's in my cart?"] if session.cart else ["add number one to my cart"]),
                "more", "back")

    # ---- changes -------------------------------------------------------------------------------------------------

    def _changes(self, intent: Intent, item: Item | None) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Condition, ...]]:
        """Words added, words taken away, and conditions: the kind stays unless the words name another."""
        plus, minus = list(intent.plus), list(intent.minus)
        filters: list[Condition] = self._dearer(intent, item)
        if item is None:
            return tuple(plus), tuple(minus), tuple(filters)
        facts = {name: value.lower() for name, value in item.facts().items()}
        for word in tuple(plus):
            if word.startswith("another "):
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
        if re.search(r"\b(?:and|or)\b", text) and len({singular(word) for word in words if self.is_kind(word)}) > 1:
            return ()   # "sunglasses and hats"
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

    # ---- sentences -------------------------------------------------------------------------------------------------

    def _description(self, item: Item, intent: Intent) -> str:
        if len(intent.plus) > 1:
            return self._which_of(item, intent.plus)
        if intent.plus:
            return self._yes_or_no(item, intent.plus[0], intent.about)
        if intent.about:
            known = fact(item, intent.about)
            unstated = f"The shop does not say what its {intent.about} is: {short(item.title)}."
            return f"{short(item.title)}: {intent.about} {known}." if known else unstated
        facts = ", ".join(f"{name} {fact(item, name)}" for name in fact_names([item]))
        facts = f"{facts[:1].upper()}{facts[1:]}." if facts else ""
        return " ".join(part for part in (f"{item.title}.", item.description, facts) if part)

    def _which_of(self, item: Item, asked: Sequence[str]) -> str:
        """"is it black or navy?"."""
        true = [word for word in asked if content_words(word) <= content_words(item.description) | self.words(item)]
        return f"It is {list_of(true)}: {item.title}." if true else f"The shop says neither: {item.title}."

    def _yes_or_no(self, item: Item, asked: str, about: str) -> str:
        """"is it leather?", "does it have a zip?": by what is stated, and nothing else."""
        known = fact(item, about) if about else ""
        if known:
            return f"Yes, {known}: {short(item.title)}." if known.lower() == asked else f"No, its {about} is {known}."
        words = content_words(asked)
        if words and words <= content_words(f"{item.title} {item.description}") | self.words(item):
            return f"Yes: {item.title}."
        return f"The shop does not say: {item.title}."

    def _example_search(self) -> str:
        items = [self.item(item) for item in self.session.grid[:1]]
        kind = plural(kind_names(items[0].kind)[0]) if items and items[0].kind else "shoes"
        return f"show me red {kind}"


def _called(word: str) -> set[str]:
    """"stripes" -> what is said of things that have them: "striped", "stripe"."""
    values = (value for value, nouns in VALUE_NOUNS.items() if word in nouns)
    return {singular(each) for value in values for each in (value, *VALUE_NAMES.get(value, ()))} | {singular(word)}


def _as_written(text: str) -> str:
    """"men watches" -> "men's watches": `clean` takes the 's off."""
    return re.sub(r"\b((?:wo)?men|girl|boy|kid|children)\b(?= \w)(?! (?:and|or|with|in|for)\b)", r"\1's", text)


def _without(intent: Intent, unknown: Collection[str]) -> Intent:
    """The intent less what it asks of fields that no item of the shop has."""
    if not unknown:
        return intent
    return replace(intent, sort="" if intent.sort in unknown else intent.sort,
                   filters=tuple(condition for condition in intent.filters if condition[0] not in unknown))
