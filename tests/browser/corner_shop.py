"""A shop of three items, one with a hostile title: what the page asks of an Assistant and no more."""

import io
from dataclasses import dataclass, field, replace

from PIL import Image

from catalog.items import Item, UnknownItem, View
from demo.dialogue import Query, Reply, Session
from demo.wording import short

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


@dataclass
class Goods:
    store: Shelf = field(default_factory=Shelf)


@dataclass
class CornerShop:
    """Three items on a shelf, and a reply that echoes."""

    settings: ShopSettings = ShopSettings()
    catalogue: Goods = field(default_factory=Goods)
    listening: str = "offline (pocketsphinx)"
    count: int = 3
    turns: list = field(default_factory=list)

    def item(self, item_id):
        return ITEMS[item_id]

    def open(self):
        return Session(grid=("a", "b", "c/1"))

    def reply(self, turn):
        self.turns.append(turn)
        session = turn.session or self.open()
        if turn.text == "fail":
            raise RuntimeError("a fault of ours")
        if turn.text == "compare":
            titles = [f"{place} {short(ITEMS[item].title)}" for place, item in ((2, "b"), (1, "a"))]
            return Reply("compare", HOSTILE, replace(session, pending=("b", "a")),
                         table=(("", *titles), ("price", HOSTILE, "£24")))
        if turn.text == "which":
            return Reply("clarify", "Which one?", replace(session, pending=("a", "b"), query=Query(like="b", plus=(HOSTILE,))),
                         options=(("The red one", "number 1"), (HOSTILE, HOSTILE)),
                         kept=((HOSTILE, f"drop {HOSTILE}"), ("for women", "drop for women")))
        if turn.text == "show my cart":
            return Reply("cart_show", "Here it is.", replace(session, cart=("b", "a", "a")))
        return Reply("search", f"You said {turn.text}.", session, ms={"total": 12.4, "encode": 9.0})
