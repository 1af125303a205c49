"""Who is in the shop: a conversation and perhaps a catalogue of their own for each, forgotten when an hour has passed unused."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from demo.states import Session

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["IDLE_S", "MOST_VISITORS", "Own", "UnknownSession", "Visitor", "Visitors"]

IDLE_S = 3600              # a visitor unheard of for this long is forgotten
MOST_VISITORS = 2000       # the one unheard of for longest makes room
LEFT_S = 300               # for so long after closing the page they may come back
SWEEP_S = 60

Shop = Callable[[], "Assistant"]


class UnknownSession(ValueError):
    """A session token that was not given out, or whose visitor has been forgotten."""


@dataclass(frozen=True, eq=False)
class Own:
    """A visitor's own catalogue: who answers for it, and the folder that goes when the visitor goes."""

    assistant: Assistant
    folder: Path

    def close(self) -> None:
        self.assistant.catalogue.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(eq=False)
class Visitor:
    """One visitor. `lock` is held while a turn changes the session."""

    token: str
    used_s: float
    session: Session | None = None
    own: Own | None = None
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Visitors:
    """Everyone in the shop, by a token that cannot be guessed; for any thread.

    shop: waits for the assistant that all visitors share. clock: seconds, never running back.
    """

    def __init__(self, shop: Shop, *, idle_s: float = IDLE_S, most: int = MOST_VISITORS,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self.shop = shop
        self._idle_s, self._most, self._clock = idle_s, most, clock
        self._visitors: dict[str, Visitor] = {}    # the one heard of last is last
        self._pages: dict[str, str] = {}           # which visitor looks at a page: Gradio's session -> token
        self._lock = threading.RLock()
        self._closed = threading.Event()

    def begin(self) -> Visitor:
        """A new visitor, without a conversation yet."""
        visitor = Visitor(secrets.token_urlsafe(16), self._clock())
        with self._lock:
            self._visitors[visitor.token] = visitor
        self.sweep()
        return visitor

    def of(self, token: str) -> Visitor:
        """The visitor of that token, heard of just now; raises `UnknownSession`."""
        self.sweep()
        with self._lock:
            visitor = self._visitors.pop(token, None)
            if visitor is None:
                raise UnknownSession(f"no session {token[:40]!r}: it is misspelt, or an hour has passed since its last turn; "
                                     f"leave session out to begin a new one")
            visitor.used_s = self._clock()
            self._visitors[token] = visitor
            return visitor

    def at(self, page: str) -> Visitor:
        """Who looks at the page that Gradio calls by this name; a new visitor where nobody is known to."""
        with self._lock:
            try:
                return self.of(self._pages.get(page, ""))
            except UnknownSession:
                visitor = self.begin()
                self._pages[page] = visitor.token
                return visitor

    def return_to(self, page: str, token: str) -> Visitor:
        """The visitor of that token looks at this page now: a page that was loaded again. Raises `UnknownSession`."""
        with self._lock:
            visitor = self.of(token)
            self._pages[page] = token
            return visitor

    def leave(self, page: str) -> None:
        """The page has been closed, loaded again or cut off: its visitor is forgotten soon, unless they come back."""
        with self._lock:
            visitor = self._visitors.get(self._pages.pop(page, ""))
            if visitor and visitor.token not in self._pages.values():
                visitor.used_s = min(visitor.used_s, self._clock() - self._idle_s + LEFT_S)

    def assistant(self, visitor: Visitor) -> Assistant:
        """Who answers this visitor: for their own catalogue, else for the shop's. May wait for the shop to open."""
        own = visitor.own
        return own.assistant if own else self.shop()

    def answering_for(self, catalogue: str) -> Assistant:
        """Who answers for the catalogue of this name (`settings.catalog`): a visitor's own, else the shop's.

        A visitor's own is named with a secret that only their page knows.
        """
        with self._lock:
            owned = [visitor.own.assistant for visitor in self._visitors.values() if visitor.own]
        return next((assistant for assistant in owned if assistant.settings.catalog == catalogue), None) or self.shop()

    def give(self, visitor: Visitor, own: Own | None) -> None:
        """The visitor's own catalogue from now on, with a new conversation; None for the shop's. The one before is deleted.

        A visitor who has been forgotten meanwhile gets nothing, and nothing stays.
        """
        with self._lock:
            there = visitor.token in self._visitors
            before, visitor.own = visitor.own, own if there else None
            visitor.session = None
        for gone in (before, None if there else own):
            if gone:
                gone.close()

    def sweep(self) -> None:
        """Forgets those unheard of for too long, and what was theirs."""
        with self._lock:
            late = self._clock() - self._idle_s
            gone = [visitor for visitor in self._visitors.values() if visitor.used_s < late]
            gone += list(self._visitors.values())[len(gone):len(self._visitors) - self._most]
            for visitor in gone:
                del self._visitors[visitor.token]
            self._pages = {page: token for page, token in self._pages.items() if token in self._visitors}
        for visitor in gone:
            if visitor.own:
                visitor.own.close()

    def watch(self) -> None:
        """Sweeps every minute from now on, also while nobody comes."""
        def go_round() -> None:
            while not self._closed.wait(SWEEP_S):
                self.sweep()
        threading.Thread(target=go_round, name="sweep", daemon=True).start()

    def close(self) -> None:
        """Forgets everyone: the server ends."""
        self._closed.set()
        with self._lock:
            gone, self._visitors, self._pages = list(self._visitors.values()), {}, {}
        for visitor in gone:
            if visitor.own:
                visitor.own.close()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._visitors)
