"""The shop as an API: `reply`, `search` and `select`, for programs (gradio_client), for curl and for assistants (MCP).

What a function's docstring says is what the API page and the tools tell. Each answers with one JSON object; what cannot
be answered is refused with `Refused`, one sentence that says what came and what is allowed.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from gradio_client.exceptions import AppError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from catalog.filters import parse_where
from catalog.items import CatalogError, Item
from catalog.pictures import open_picture
from demo.actions import Step
from demo.assistant import Assistant
from demo.converse import as_json
from demo.dialogue import MOST_LETTERS, Session, Turn, parse, remember
from demo.referring import refer
from demo.serving.visitors import UnknownSession, Visitor, Visitors
from demo.shop import Clock
from models.composition import compose_query
from models.utterance import clean
from models.words import singular

__all__ = ["Endpoints", "Refused"]

log = logging.getLogger(__name__)

MOST_FOUND = 60            # items an answer holds; as many as a page may have
MOST_WORDS = 12            # of plus, of minus
MOST_FILE_BYTES = 10_000_000
MOST_BODY_BYTES = 15_000_000   # a file in base64 and its words
PATIENCE_S = 20            # a call that waits longer than this for its turn is told that the shop is busy
PictureOf = Callable[[Assistant, str], str]


class Refused(AppError):
    """A call that cannot be answered as it came; the text is one sentence for whoever calls."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence, duration=None, print_exception=False)
        self.status = status


class Endpoints:
    """The three functions over everyone in the shop. picture_of: (assistant, item id) -> where its picture is, below the
    page's root. at_once: calls worked on at the same time; others wait."""

    def __init__(self, visitors: Visitors, picture_of: PictureOf, *, at_once: int = 2) -> None:
        self._visitors, self._picture_of = visitors, picture_of
        self._room = threading.BoundedSemaphore(at_once)

    @property
    def functions(self) -> tuple[Callable[..., dict], ...]:
        """What is offered, by its `__name__`."""
        return self.reply, self.search, self.select

    def reply(self, text: str = "", click: int = 0, picture: str = "", recording: str = "", session: str = "") -> dict:
        """One turn of the conversation with the shop: show me red dresses, the blue one, like this but in black, cheaper,
        compare the first and the third, add it to my cart, what is it made of?, back. It remembers what is on the page,
        what is selected and what is in the cart, for as long as the answer's session is handed in again.

        Args:
            text: what the shopper says, in English, at most 500 letters.
            click: instead of text, the place of an item on the page that is picked, counted from 1.
            picture: a picture to look for, as base64 (JPEG, PNG or WebP, at most 10 MB); text may say how it should differ.
            recording: instead of text, speech as base64 (WAV, at most 10 MB).
            session: the session of the answer before; leave it out to begin a new conversation.

        Returns:
            an object with say, intent, items (the page in its order), selected, candidates, query, cart, table and session.
        """
        turn = _turn(text, click, picture, recording)
        with self._turn_of(session) as (visitor, assistant):
            return self._answer(visitor, assistant, assistant.reply(replace(turn, session=visitor.session)))

    def search(self, text: str = "", like: str = "", plus: list[str] | None = None, minus: list[str] | None = None,
               where: str = "", picture: str = "", k: int = 10, session: str = "") -> dict:
        """Finds items by words, by a picture or an item they should look like, by what is added and taken away, and by
        conditions. It changes no conversation.

        Args:
            text: words to look for, such as red dresses.
            like: the id of an item that they should look like.
            plus: words for what there should be more of, such as ["red"].
            minus: words for what there should be less of, such as ["black"].
            where: conditions, such as colour=blue and price<50.
            picture: a picture that they should look like, as base64 (JPEG, PNG or WebP, at most 10 MB).
            k: how many are wanted, 1 to 60.
            session: a session that has a catalogue of its own, to search that; else leave it out.

        Returns:
            an object with items, best first, each with id, score, title, price, currency, rating, attributes and picture.
        """
        plus, minus = _words("plus", plus), _words("minus", minus)
        text, like, where = (_text(name, value) for name, value in (("text", text), ("like", like), ("where", where)))
        k = _whole("k", k, 1, MOST_FOUND)
        image = _file("picture", picture)
        if like and image:
            raise Refused("like and picture both say what it should look like: give one of them")
        with self._turn_of(session, begins=False) as (_, assistant):
            hits = _found(assistant, text=text, like=like, plus=plus, minus=minus, where=where, image=image, k=k)
            items = assistant.catalogue.store.items([item_id for item_id, _ in hits])
            return {"items": [self._item(assistant, item) | {"score": round(score, 4)}
                              for item, (_, score) in zip(items, hits, strict=True)]}

    def select(self, which: str, items: list[str] | None = None, session: str = "") -> dict:
        """Picks one of the items shown, or of those named in items, by words: the blue one, the one with the leather strap,
        not the black one, the cheapest, number four. Where two could be meant it asks, with both as candidates.

        Args:
            which: the words for the one that is meant, its place counted from 1, or its id.
            items: ids to choose among, which become the page; leave it out to choose among what the session shows.
            session: the session of the answer before; leave it out to begin a new conversation.

        Returns:
            an object like that of reply, with selected (null where it asks or finds none), item and candidates.
        """
        which, shown = _text("which", which), _ids(items)
        if not which:
            raise Refused("which is empty: say which item is meant, such as 'the blue one', its place or its id")
        with self._turn_of(session) as (visitor, assistant):
            before = visitor.session or assistant.open()
            if shown:
                assistant.catalogue.store.items(shown)   # UnknownItem
                before = remember(before, grid=shown, scores=(), offset=0, selected=None, pending=(), asked=None)
            reply = _picked(assistant, which, before)
            found = self._answer(visitor, assistant, reply)
            return found | {"item": self._item(assistant, assistant.item(reply.selected)) if reply.selected else None}

    @contextmanager
    def _turn_of(self, token: str, *, begins: bool = True) -> Iterator[tuple[Visitor | None, Assistant]]:
        """The visitor and who answers them, one turn at a time for each; expected failures become `Refused`."""
        if not isinstance(token, str):
            raise Refused(f"session is {token!r:.80}: hand in the session of the answer before, or leave it out")
        try:
            visitor = self._visitors.of(token) if token else None
            assistant = self._visitors.assistant(visitor) if visitor else self._visitors.shop()
            if not self._room.acquire(timeout=PATIENCE_S):
                raise Refused("the shop is busy: try again in a moment", status=503)
            try:
                visitor = visitor or (self._visitors.begin() if begins else None)
                with visitor.lock if visitor else threading.Lock():
                    yield visitor, assistant
            finally:
                self._room.release()
        except UnknownSession as error:
            raise Refused(str(error), status=404) from error
        except CatalogError as error:
            raise Refused(str(error)) from error

    def _answer(self, visitor: Visitor, assistant: Assistant, reply) -> dict:
        visitor.session = reply.session
        shown = assistant.catalogue.store.items(reply.grid)
        return {"session": visitor.token, **as_json(reply), "items": [
            {"place": place, **self._item(assistant, item)} for place, item in enumerate(shown, start=1)]}

    def _item(self, assistant: Assistant, item: Item) -> dict:
        return {"id": item.id, "title": item.title, "price": item.price, "currency": item.currency, "rating": item.rating,
                "attributes": item.facts(), "picture": self._picture_of(assistant, item.id)}

    def routes(self) -> list[Route]:
        """The same functions for curl: `POST /reply` and so on, a JSON object of the arguments in, the answer out."""
        return [Route(f"/{function.__name__}", _route(function), methods=["POST"]) for function in self.functions]


def _route(function: Callable[..., dict]) -> Callable:
    allowed = [name for name in function.__annotations__ if name != "return"]

    async def answer(request: Request) -> JSONResponse:
        try:
            arguments = _arguments(await _body(request), allowed)
            return JSONResponse(await run_in_threadpool(function, **arguments))
        except Refused as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=refusal.status)
        except Exception:  # whoever calls gets an answer; what went wrong is for the log
            log.exception("a call of %s failed", function.__name__)
            return JSONResponse({"error": "something went wrong on the shop's side; its log has more"}, status_code=500)

    return answer


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY_BYTES:
            raise Refused(f"the call is over {MOST_BODY_BYTES // 1_000_000} MB", status=413)
    return body


def _arguments(body: bytes, allowed: Sequence[str]) -> dict:
    told = f'send a JSON object with any of {", ".join(allowed)}, such as {{"{allowed[0]}": "the blue one"}}'
    try:
        arguments = json.loads(body or b"{}")
    except ValueError as error:
        raise Refused(f"this is not JSON ({error}): {told}") from error
    if not isinstance(arguments, dict):
        raise Refused(f"this is no JSON object: {told}")
    unknown = [name for name in arguments if name not in allowed]
    if unknown:
        raise Refused(f"there is no {unknown[0][:40]!r}: {told}")
    return arguments


# -- what came -> what is meant ------------------------------------------------------------------------


def _turn(text: str, click: int, picture: str, recording: str) -> Turn:
    text, click = _text("text", text), _whole("click", click, 0, MOST_FOUND)
    image, sound = _file("picture", picture), _file("recording", recording)
    given = [name for name, value in (("text", text), ("click", click), ("picture", image), ("recording", sound)) if value]
    if not given:
        raise Refused("nothing was said: give text, click, picture or recording")
    if len(given) > 1 and given != ["text", "picture"]:
        raise Refused(f"{' and '.join(given)} came together: give one of text, click, picture and recording; "
                      f"only a picture may come with text")
    return Turn(text=text or None, click=click or None, image=image or None, audio=sound or None)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str | None):
        raise Refused(f"{name} is {value!r:.80}: give words")
    if len(value or "") > MOST_LETTERS:
        raise Refused(f"{name} is {len(value)} letters long: at most {MOST_LETTERS} are read")
    return (value or "").strip()


def _whole(name: str, value: object, least: int, most: int) -> int:
    """JSON has one sort of number: 3.0 is 3."""
    number = int(value) if isinstance(value, float) and value.is_integer() else 0 if value is None else value
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise Refused(f"{name} is {value!r:.80}: give a whole number from {least} to {most}")
    return number


def _words(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | None) or len(value or ()) > MOST_WORDS:
        raise Refused(f'{name} is {value!r:.80}: give a list of at most {MOST_WORDS} words, such as ["red"]')
    return tuple(filter(None, (_text(f"a word of {name}", word) for word in value or ())))


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | None) or not all(isinstance(each, str) for each in value or ()):
        raise Refused(f"items is {value!r:.80}: give a list of ids")
    ids = tuple(dict.fromkeys(value or ()))
    if len(ids) > MOST_FOUND:
        raise Refused(f"items has {len(ids)} ids: at most {MOST_FOUND}")
    return ids


def _file(name: str, value: object) -> bytes:
    """A file in base64, with or without "data:image/png;base64," before it."""
    if not isinstance(value, str | None):
        raise Refused(f"{name} is {value!r:.80}: give the file in base64")
    try:
        data = base64.b64decode("".join((value or "").rpartition(";base64,")[2].split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(f"{name} is no base64 ({error}): encode the file, as in base64 -w0 FILE") from error
    if len(data) > MOST_FILE_BYTES:
        raise Refused(f"{name} is over {MOST_FILE_BYTES // 1_000_000} MB", status=413)
    return data


def _found(assistant: Assistant, *, text: str, like: str, plus: Sequence[str], minus: Sequence[str], where: str, image: bytes,
           k: int) -> list[tuple[str, float]]:
    """(id, score) of the best, best first; in the catalogue's own order, scored 0, where only conditions are given."""
    catalogue, encoder = assistant.catalogue, assistant.encoder
    filters = parse_where(where) if where else ()
    if not any((text, like, plus, minus, image)):
        return [(item_id, 0.0) for item_id in catalogue.store.select(filters, limit=k)]
    kind = singular(assistant.item(like).kind) if like else ""
    picture = encoder.images([open_picture(image)])[0] if image else catalogue.vector_of(like) if like else None
    vector = compose_query(encoder, picture=picture, text=text, plus=plus, minus=minus, kind=kind)
    return list(catalogue.search(vector=vector, text=text, k=k, filters=filters, exclude=[like] if like else ()))


def _picked(assistant: Assistant, which: str, session: Session):
    """What comes of words that are known to mean one of the items shown."""
    if which in session.grid:
        return assistant.reply(Turn(click=session.grid.index(which) + 1, session=session))
    if which.isdecimal():
        return assistant.reply(Turn(click=int(which), session=session))
    vocabulary = assistant.shop.vocabulary
    intent = parse(which, session, vocabulary)
    if intent.name not in ("select", "none"):   # words that would be a search of their own: "blue shoes"
        intent = refer(clean(vocabulary.correct(which)), session, vocabulary)
    return Step(assistant.shop, session, Clock()).do(intent)
