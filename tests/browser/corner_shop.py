"""A shop of three items, one with a hostile title: what the page asks of an Assistant and no more."""

import io
from dataclasses import dataclass, field, replace

from PIL import Image

from catalog.items import Item, UnknownItem, View
from demo.dialogue import Query, Reply, Session

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> ${alert(3)} {{title}} *bold* $$x$$"


@dataclass(frozen=True)
class ShopSettings:
    catalog: str = "corner shop"


@dataclass
class CornerShop:
    """Three items on a shelf, and a reply that echoes; what the page asks of an Assistant and no more."""

    settings: ShopSettings = ShopSettings()
    listening: str = "offline (pocketsphinx)"
    count: int = 3
    turns: list = field(default_factory=list)

    def item(self, item_id):
        items = {"a": Item("a", "Red dress", price=24.0, currency="£", rating=4.5), "b": Item("b", HOSTILE),
                 "c/1": Item("c/1", "Blue cap", price=9.99, currency="£")}
        if item_id not in items:
            raise UnknownItem(f"no item {item_id!r}")
        return items[item_id]

    def picture(self, item_id):
        out = io.BytesIO()
        Image.new("RGB", (4, 4), "red").save(out, "PNG")
        return View(self.item(item_id).id, 0, out.getvalue(), alt="drawn" if item_id == "a" else "")

    def open(self):
        return Session(grid=("a", "b", "c/1"))

    def reply(self, turn):
        self.turns.append(turn)
        session = turn.session or self.open()
        if turn.text == "fail":
            raise RuntimeError("a fault of ours")
        if turn.text == "compare":
            return Reply("compare", HOSTILE, session, table=(("", HOSTILE, "Red dress"), ("price", HOSTILE, "£24")))
        if turn.text == "which":
            return Reply("clarify", "Which one?", replace(session, pending=("a", "b"), query=Query(like="b", plus=(HOSTILE,))))
        return Reply("search", f"You said {turn.text}.", session, ms={"total": 12.4, "encode": 9.0})
