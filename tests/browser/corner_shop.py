"""A shop of three items, one with a hostile title: what the page asks of an Assistant and no more."""

import io
from dataclasses import dataclass, field, replace

from PIL import Image

from catalog.items import Item, UnknownItem, View
from demo.dialogue import Query, Reply, Session, remember
from demo.results import terms_of
from demo.wording import short
from models.speech import Coming, Heard

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> ${alert(3)} {{title}} *bold* $$x$$"
ITEMS = {"a": Item("a", "Red dress", price=24.0, currency="£", rating=4.5), "b": Item("b", HOSTILE),
         "c/1": Item("c/1", "Blue cap", price=9.99, currency="£")}
ALTS = {"a": ("drawn from the front", "drawn from behind"), "b": ("", HOSTILE), "c/1": ("",)}


@dataclass(frozen=True)
class ShopSettings:
    catalog: str = "corner shop"


class Shelf:
    """Where the pictures are: plain ones, larger than a card shows them."""

    def picture(self, item_id, position=0):
        if item_id not in ALTS or position >= len(ALTS[item_id]):
            raise UnknownItem(f"no picture {position} of {item_id!r}")
        out = io.BytesIO()
        Image.new("RGB", (400, 800), ("red", "blue")[position]).save(out, "PNG")
        return View(item_id, position, out.getvalue(), ALTS[item_id][position])

    def alts(self, ids):
        return {item_id: ALTS[item_id] for item_id in ids}


class LongShelf(Shelf):
    """A picture for whatever is asked."""

    def picture(self, item_id, position=0):
        return super().picture("a", position)

    def alts(self, ids):
        return {item_id: (f"a picture of {item_id}",) for item_id in ids}


@dataclass
class Goods:
    store: Shelf = field(default_factory=Shelf)


@dataclass
class CornerShop:
    """Three items on a shelf, and a reply that echoes."""

    settings: ShopSettings = ShopSettings()
    catalogue: Goods = field(default_factory=Goods)
    listening: str = "offline (pocketsphinx)"
    coming: Coming | None = None
    count: int = 3
    turns: list = field(default_factory=list)

    def item(self, item_id):
        return ITEMS[item_id]

    def open(self):
        return Session(grid=("a", "b", "c/1"))

    def reasons(self, session):
        return [HOSTILE if item == "b" and session.query.like else "by its look" for item in session.grid]

    def shares(self, session):
        return [dict(zip(terms_of(session.query), (0.25, -0.1, 0.4), strict=False)) | {"words": 0.5} for _ in session.grid]

    def examples(self, session):
        return (f"the {'second' if session.selected else 'first'} one", HOSTILE)

    def hear(self, turn):
        return Heard("the bleu one", 0.6, self.listening)

    def reply(self, turn):
        self.turns.append(turn)
        session = turn.session or self.open()
        if turn.weights is not None:
            weights = tuple({**dict(session.query.weights), **dict(turn.weights)}.items())
            return Reply("refine", "Weighed anew.", remember(session, query=replace(session.query, weights=weights)))
        if turn.pieces is not None:
            item, count = turn.pieces
            cart = (*(other for other in session.cart if other != item), *[item] * count)
            return Reply("cart_add", f"The cart holds {len(cart)}.", remember(session, cart=cart))
        if turn.audio is not None:
            return Reply("select", f"You said {turn.heard.text}.", remember(session, selected="c/1"), heard=turn.heard.text)
        if turn.text == "pick":
            return Reply("select", "Picked 2.", remember(session, selected="b"), candidates=(("b", 0.9), ("a", 0.1)),
                         sources=({"picture": 4.0, "words": 6.0}, {"picture": 1.5, "words": 0.0}), why=HOSTILE)
        if turn.text == "fail":
            raise RuntimeError("a fault of ours")
        if turn.text == "compare":
            titles = [f"{place} {short(ITEMS[item].title)}" for place, item in ((2, "b"), (1, "a"))]
            return Reply("compare", HOSTILE, replace(session, pending=("b", "a")),
                         table=(("", *titles), ("price", HOSTILE, "£24")))
        if turn.text == "which":
            return Reply("clarify", "Which one?", remember(session, pending=("a", "b"), query=Query(like="b", plus=(HOSTILE,))),
                         options=(("The red one", "number 1"), (HOSTILE, HOSTILE)),
                         kept=((HOSTILE, f"drop {HOSTILE}"), ("for women", "drop for women")))
        if turn.text == "show my cart":
            return Reply("cart_show", "Here it is.", replace(session, cart=("b", "a", "a")))
        return Reply("search", f"You said {turn.text}.", session, ms={"total": 12.4, "encode": 9.0})


@dataclass
class Bazaar(CornerShop):
    """As many items as a page may have."""

    catalogue: Goods = field(default_factory=lambda: Goods(LongShelf()))
    count: int = 60

    def item(self, item_id):
        return Item(item_id, f"Thing {item_id}", price=float(item_id), currency="$", rating=4.0)

    def open(self):
        grid = tuple(str(number) for number in range(1, self.count + 1))
        return Session(grid=grid, scores=tuple(1 - number / 100 for number in range(self.count)))

    def reply(self, turn):
        session = turn.session or self.open()
        if turn.text and turn.text.startswith("number "):
            return Reply("select", "Picked.", replace(session, selected=turn.text.split()[1]))
        if turn.text == "turn around":
            return Reply("search", "The other way round.", replace(session, grid=session.grid[::-1]))
        return super().reply(turn)
