"""The assistant's own questions: which one is meant, named by what tells the likeliest two apart."""

from __future__ import annotations

from dataclasses import replace

from demo.references import Meant
from demo.results import Results
from demo.states import Intent, Reply, remember
from demo.wording import phrase_of
from models.words import plural

__all__ = ["Questions"]


class Questions(Results):
    """What to say where no one item is meant for sure."""

    def unsettled(self, meant: Meant, intent: Intent, question: str) -> Reply | None:
        """The question to ask, or why there is nothing to choose; None where an item is meant."""
        if meant.absent:
            return self.none_is(meant.absent)
        if meant.unsure:
            return self.ask(meant, intent)
        if meant.ids:
            return None
        reply = self.which(question, why=meant.why)
        return replace(reply, session=remember(self.session, pending=(), asked=intent))

    def none_is(self, value: str) -> Reply:
        kinds = {plural(self.item(item).kind) for item in self.session.grid}
        kind = kinds.pop() if len(kinds) == 1 else "things"
        part = value.split()[-1] in self.shop.vocabulary.fields and value.split()[-1] != value   # "leather strap"
        return self.say("none", f"None of these {'has' if part else 'is'} {'a ' * part}{value}. "
                                f"Say “more”, or search for “{value} {kind}”.")

    def ask(self, meant: Meant, intent: Intent) -> Reply:
        """One question that names the difference between the two likeliest, and what the answer is for."""
        (first, _), (second, _) = meant.candidates[:2]
        phrases = self._phrases(first, second)
        session = remember(self.session, pending=(first, second), asked=intent)
        one, other = (f"{phrase} ({self.place(item)})" if self.place(item) else phrase
                      for phrase, item in zip(phrases, (first, second), strict=True))
        options = tuple((f"The {phrase}", f"number {self.place(item)}" if self.place(item) else f"the {phrase}")
                        for phrase, item in zip(phrases, (first, second), strict=True))
        return self.say("clarify", f"The {one}, or the {other}?", session, **meant.weighed, options=options)

    def _phrases(self, first: str, second: str) -> tuple[str, str]:
        one, other = self.item(first), self.item(second)
        phrases = phrase_of(one, other), phrase_of(other, one)
        return phrases if phrases[0] != phrases[1] else (f"first, {phrases[0]}", f"second, {phrases[1]}")

    def which(self, question: str, *, why: str = "", name: str = "clarify") -> Reply:
        reason = f"{why[0].upper()}{why[1:]}. " if why else ""
        return self.say(name, f"{reason}{question}? Say its number, such as “number two”, or what it looks like.")
