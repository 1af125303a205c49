"""The cart: what goes in, how many of it, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence

from demo.questions import Questions
from demo.references import Meant
from demo.states import Intent, Reply, remember
from demo.wording import counted, list_of, short, total_of

__all__ = ["CartSteps"]


class CartSteps(Questions):
    """The intents that touch the cart."""

    def cart_add(self, intent: Intent) -> Reply:
        meant = self._last_put_in(intent) or self.resolve(intent)
        if question := self.unsettled(meant, intent, "Which one goes into the cart"):
            return question
        held, wanted = self.session.cart, intent.count or 1
        if intent.exactly:
            held = tuple(item for item in held if item not in meant.ids)
        cart = (*held, *(item for item in meant.ids for _ in range(wanted)))
        shown = meant.ids[0] if self.place(meant.ids[0]) else self.session.selected
        session = remember(self.session, cart=cart, selected=shown, pending=(), asked=None)
        pieces = f"{wanted} × " if wanted > 1 or intent.exactly else ""
        titles = list_of([pieces + short(self.item(item).title) for item in meant.ids])
        words = "The cart has" if intent.exactly else "Added"
        return self.say("cart_add", f"{words} {titles}. {self._cart_line(cart)}", session, **meant.weighed)

    def hold(self, item: str, count: int) -> Reply:
        """Exactly this many of an item in the cart, where it stands or at the end; 0 takes it out."""
        title, cart = short(self.item(item).title), list(self.session.cart)
        at = cart.index(item) if item in cart else len(cart)
        cart = [other for other in cart if other != item]
        cart[at:at] = [item] * count
        words = f"The cart has {count} × {title}." if count else f"Took out {title}."
        return self.say("cart_add" if count else "cart_remove", f"{words} {self._cart_line(cart)}",
                        remember(self.session, cart=tuple(cart)))

    def _last_put_in(self, intent: Intent) -> Meant | None:
        """"make it three", "one more": of what was put in last, unless another is selected that is not in the cart."""
        selected, cart = self.session.selected, self.session.cart
        if not (cart and intent.that and intent.count and (intent.exactly or not selected)):
            return None
        return None if selected in cart else Meant((cart[-1],))

    def cart_remove(self, intent: Intent) -> Reply:
        cart = list(self.session.cart)
        if not cart:
            return self.say("cart_remove", "Your cart is empty already.")
        if intent.everything:
            return self.say("cart_remove", f"Your cart is empty now: {len(cart)} taken out.", remember(self.session, cart=()))
        gone = list(dict.fromkeys(item for each in (intent, *intent.others) for item in self._in_cart(each)))
        if not gone:
            return self.say("cart_remove", f"That is not in your cart. {self._cart_line(cart)}")
        for item in gone:
            for _ in range(intent.count or cart.count(item)):   # all its pieces, unless it is said how many
                if item in cart:
                    cart.remove(item)
        titles = list_of([short(self.item(item).title) for item in gone])
        return self.say("cart_remove", f"Took out {titles}. {self._cart_line(cart)}", remember(self.session, cart=tuple(cart)))

    def _in_cart(self, intent: Intent) -> tuple[str, ...]:
        """The cart's items meant: the one selected or described, or a place counted within the cart."""
        cart = tuple(dict.fromkeys(self.session.cart))
        if intent.superlative:
            return self._extreme(intent, cart).ids
        if intent.text or intent.excluded:
            return () if self.absent(intent.text, cart) else self.described(intent, cart).ids
        if intent.places:   # "the first" is the cart's first, unless only the page has as many
            return self.at(intent.places, cart) or tuple(item for item in self.at(intent.places) if item in cart)
        meant = tuple(item for item in self.resolve(intent).ids if item in cart)
        return meant or ((cart[-1],) if intent.that and (not self.session.selected or len(cart) == 1) else ())

    def cart_show(self, intent: Intent) -> Reply:
        return self.say("cart_show", self._cart_line(self.session.cart, listed=True))

    def _cart_line(self, cart: Sequence[str], *, listed: bool = False) -> str:
        if not cart:
            return "Your cart is empty."
        items = [self.item(item) for item in cart]
        total = f", {total_of(items)} in all" if total_of(items) else ""
        return f"Your cart holds {len(items)} item{'s' * (len(items) > 1)}{total}{': ' + counted(items) if listed else ''}."
