"""The page: each handler builds a Turn, calls `reply` and paints the Reply, and does nothing else."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from catalog.pictures import Thumbnails, picture_format
from demo.cards import (
    PICTURE_SIDES_PX,
    cards_value,
    drawn,
    equation_value,
    head,
    listening_value,
    masthead_value,
    picture_url,
    talk_value,
    timings_text,
)
from demo.dialogue import MOST_LETTERS, Reply, Session, Turn
from demo.serving.door import Door
from demo.serving.guard import Guard
from demo.serving.tools import answer_in_json
from demo.serving.visitors import UnknownSession, Visitor, Visitors
from demo.wording import chips

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["NotServed", "NotUploaded", "build", "launch", "paint", "routes"]

log = logging.getLogger(__name__)

GREETING = "Welcome. Say or type what you are looking for, or show me a picture. Numbers and clicks pick an item."
OWN_GREETING = "This is your own shop now: only you see it, and it is deleted when you leave. What are you looking for?"
SORRY = "Sorry, something went wrong on my side and I could not do that. Please try it in other words."
EXAMPLES = 5               # things to try that stand above the input
MOST_PIECES = 99           # of one item in a cart, by the page's own buttons
UPLOADS_KEPT_S = 600       # pictures and recordings are deleted after this
UPLOAD_LIMIT = "10mb"
UPLOADED = "/gradio_api/file="   # where Gradio serves what was uploaded, below the page's root
PICTURE_FRESH_S = 86_400   # how long a browser need not ask for a picture again
FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
MONOSPACE = ["ui-monospace", "Menlo", "Consolas", "monospace"]
SPOKEN = "\N{LEFT DOUBLE QUOTATION MARK}%s\N{RIGHT DOUBLE QUOTATION MARK}"
UNHEARD = "\N{HORIZONTAL ELLIPSIS}"

Shop = Callable[[], "Assistant"]                   # waits for the assistant: the page can be up before it is
Reader = Callable[[dict, "Session | None"], Turn]  # what a component said -> the turn meant by it


class NotUploaded(ValueError):
    """A turn names a file that this page has not uploaded."""


class NotServed(ValueError):
    """A picture is asked for in a view or a size that is not served."""


def build(shop: Shop, *, door: Door | None = None) -> gr.Blocks:
    """The page over the assistant that `shop()` returns, and the API beside it. door: who comes in, and with what."""
    door = door or Door.of(shop, picture_url)
    with gr.Blocks(title="Vitrine", analytics_enabled=False, fill_width=True,
                   delete_cache=(UPLOADS_KEPT_S, UPLOADS_KEPT_S)) as page:
        masthead = drawn("masthead")
        with gr.Row(elem_id="shop"):
            with gr.Column(elem_id="window"):
                equation, cards = drawn("equation"), drawn("cards")
            with gr.Column(elem_id="talk"):
                talk, composer, upload = drawn("chat"), drawn("composer"), drawn("upload", uploads_value(door))
        _wire(page, door, [masthead, equation, cards, talk, composer], upload)
        for function in door.endpoints.functions:
            gr.api(function, api_name=function.__name__, queue=False)
    return page


def _wire(page: gr.Blocks, door: Door, painted: list, upload: gr.HTML) -> None:
    masthead, equation, cards, talk, composer = painted
    visitors = door.visitors
    rules = {"outputs": painted, "show_progress": "hidden", "concurrency_id": "turn", "concurrency_limit": "default",
             "trigger_mode": "multiple", "api_visibility": "private"}
    anew = rules | {"outputs": [*painted, upload]}
    composer.arrived(_arriving(door), **anew)
    for part in (masthead, equation, talk, composer):
        part.said(_handler(visitors, _said), **rules)
    cards.picked(_handler(visitors, _picked), **rules)
    equation.weighed(_handler(visitors, _weighed, quiet=True), **rules)
    masthead.held(_handler(visitors, _held, quiet=True), **rules)
    composer.spoken(_listener(visitors), **rules)
    upload.changed(_changed(door), **anew)
    page.unload(_leaving(visitors))


def _arriving(door: Door) -> Callable:
    """A page that has been opened, or opened again by a visitor who is known by a token."""
    visitors = door.visitors

    def arrive(event: gr.EventData, request: gr.Request):
        try:
            visitor = visitors.return_to(request.session_hash, str(event._data.get("visit", "")))
        except UnknownSession:
            visitor = visitors.at(request.session_hash)
        return _welcome(door, visitor, OWN_GREETING if visitor.own else GREETING)
    return arrive


def _leaving(visitors: Visitors) -> Callable:
    def leave(request: gr.Request):
        visitors.leave(request.session_hash)
    return leave


def _changed(door: Door) -> Callable:
    """The visitor has brought a catalogue of their own, or has gone back to the shop's."""
    def change(request: gr.Request):
        visitor = door.visitors.at(request.session_hash)
        return _welcome(door, visitor, OWN_GREETING if visitor.own else GREETING)
    return change


def _welcome(door: Door, visitor: Visitor, greeting: str) -> tuple:
    with visitor.lock:
        assistant = door.visitors.assistant(visitor)
        visitor.session = visitor.session or assistant.open()
    return (*paint(assistant, _only_say(greeting, visitor.session), None, visit=visitor.token), uploads_value(door, visitor))


def uploads_value(door: Door, visitor: Visitor | None = None) -> dict:
    """What the page needs to take a catalogue in: whose it will be, whether there is one, and the limits."""
    return {**vars(door.serving.uploads), "visit": visitor.token if visitor else "", "own": bool(visitor and visitor.own)}


def _handler(visitors: Visitors, read: Reader, *, quiet: bool = False) -> Callable:
    """quiet: what is done is told below the conversation, not in it."""
    def handle(event: gr.EventData, request: gr.Request):
        visitor = visitors.at(request.session_hash)
        with visitor.lock:
            assistant = visitors.assistant(visitor)
            turn, reply = _answer(assistant, read, event._data, visitor.session)
            visitor.session = reply.session
        return paint(assistant, reply, _shopper(turn, reply), visit=visitor.token, quiet=quiet)
    return handle


def _listener(visitors: Visitors) -> Callable:
    """A spoken turn is painted twice: what was heard, then the answer."""
    def listen(event: gr.EventData, request: gr.Request):
        visitor = visitors.at(request.session_hash)
        assistant = visitors.assistant(visitor)
        turn, took_ms = _heard(assistant, event._data, visitor.session)
        if turn.heard:
            yield _only_talk({"heard": turn.heard.text})
        with visitor.lock:
            before = visitor.session
            _, reply = _answer(assistant, lambda data, session: replace(_spoken(data, session), heard=turn.heard),
                               event._data, before)
            visitor.session = reply.session
        reply = replace(reply, ms={stage: ms + took_ms * (stage in ("speech", "total")) for stage, ms in reply.ms.items()})
        yield paint(assistant, reply, _shopper(turn, reply, steps=_steps(before, reply.session)), visit=visitor.token)
    return listen


def _heard(assistant: Assistant, data: dict, session: Session | None) -> tuple[Turn, float]:
    """The turn with what was heard, and how long that took; without it where something is wrong, which the reply tells."""
    began = time.perf_counter()
    turn = Turn(session=session)
    try:
        turn = _spoken(data, session)
        turn = replace(turn, heard=assistant.hear(turn))
    except Exception:  # asked for once more, the assistant says what is wrong
        log.debug("nothing was heard", exc_info=True)
        return turn, 0.0
    return turn, 1000 * (time.perf_counter() - began)


def _steps(before: Session | None, after: Session) -> int:
    """How many steps a turn made, which is how many take it back."""
    bare = replace(before, previous=None) if before else None
    return next((count for count, step in enumerate(_back_from(after)) if replace(step, previous=None) == bare), 0)


def _back_from(session: Session) -> Iterator[Session]:
    step: Session | None = session
    while step is not None:
        yield step
        step = step.previous


def _only_say(words: str, session: Session) -> Reply:
    return Reply(intent="none", say=words, session=session, kept=chips(session.query))


def _answer(assistant: Assistant, read: Reader, data: dict, session: Session | None) -> tuple[Turn, Reply]:
    turn = Turn(session=session)
    try:
        turn = read(data, session)
        return turn, assistant.reply(turn)
    except Exception:  # a page must answer; what went wrong is for the log
        log.exception("a turn failed: %r", data)
        return turn, _only_say(SORRY, session or assistant.open())


def _said(data: dict, session: Session | None) -> Turn:
    """`instead`: the words stand for a turn that was misheard, and its steps are taken back first."""
    if session and data.get("instead"):
        session = list(_back_from(session))[int(data["instead"])]
    picture = _uploaded(data["picture"]) if data.get("picture") else None
    return Turn(text=data.get("text", "")[:MOST_LETTERS] or None, image=picture, session=session)


def _spoken(data: dict, session: Session | None) -> Turn:
    return Turn(audio=_uploaded(data["recording"]), session=session)


def _weighed(data: dict, session: Session | None) -> Turn:
    return Turn(weights=((str(data["name"]), float(data["weight"])),), session=session)


def _held(data: dict, session: Session | None) -> Turn:
    return Turn(pieces=(str(data["id"]), min(max(int(data["count"]), 0), MOST_PIECES)), session=session)


def _picked(data: dict, session: Session | None) -> Turn:
    return Turn(click=int(data["place"]), session=session)


def _uploaded(path: str) -> str:
    """The path itself, once it is known to lie where uploads go: it comes from the browser."""
    if not Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve()):
        raise NotUploaded(f"{path!r} is not an uploaded file; upload the picture or the recording first")
    return path


def _shopper(turn: Turn, reply: Reply, *, steps: int = 0) -> dict:
    """The shopper's part of a turn as the conversation shows it; `heard` and `steps` let it be corrected."""
    if turn.audio is not None:
        return {"text": SPOKEN % (reply.heard or UNHEARD), "picture": None, "heard": reply.heard or "", "steps": steps}
    words = turn.text or (f"number {turn.click}" if turn.click else "")
    return {"text": words, "picture": UPLOADED + quote(turn.image) if turn.image else None}


def paint(assistant: Assistant, reply: Reply, said: dict | None, *, visit: str = "", quiet: bool = False) -> tuple:
    """A reply as values of the components, in the order of `painted`. said: the shopper's part, None for the opening.
    visit: the visitor's token, which the page comes back with. quiet: the conversation stays as it is."""
    turn = time.monotonic_ns()
    composer = {"listening": bool(assistant.listening), "timings": timings_text(reply.ms), "turn": turn, "visit": visit,
                "told": reply.say if quiet else "", "examples": assistant.examples(reply.session)[:EXAMPLES]}
    return (masthead_value(assistant, reply.cart), equation_value(assistant, reply), cards_value(assistant, reply),
            gr.skip() if quiet else talk_value(assistant, said, reply, turn) | {"visit": visit}, composer)


def _only_talk(value: dict) -> tuple:
    """Nothing changes but the conversation."""
    return (gr.skip(), gr.skip(), gr.skip(), {"turn": time.monotonic_ns(), **value}, gr.skip())


def routes(shop: Shop, *, visitors: Visitors | None = None) -> list[Route]:
    """What the page's server answers beside Gradio's own paths: the pictures, who is listening, and whether it is up."""
    thumbnails, visitors = Thumbnails(), visitors or Visitors(shop)

    def picture(request: Request) -> Response:
        try:
            assistant = visitors.answering_for(request.query_params.get("of", ""))
            found = _picture(assistant, thumbnails, request)
        except ValueError as error:
            return Response(str(error), status_code=404, media_type="text/plain")
        return _kept_by_the_browser(found, request)

    def listening(request: Request) -> Response:
        return JSONResponse(listening_value(shop()))

    def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return [Route("/picture/{item_id:path}", picture), Route("/listening", listening), Route("/health", health)]


def _picture(assistant: Assistant, thumbnails: Thumbnails, request: Request) -> bytes:
    """One view of an item: whole, or in one of the sizes that cards are shown in."""
    view, side = (request.query_params.get(name, "0") for name in ("view", "px"))
    if not re.fullmatch(r"[0-9]{1,3}", view) or side not in ("0", *map(str, PICTURE_SIDES_PX)):
        raise NotServed(f"no view {view!r} of {side!r} px: ask for view=0, 1, ... and px="
                        f"{' or '.join(map(str, PICTURE_SIDES_PX))}, or leave px out for the whole picture")
    picture = assistant.catalogue.store.picture(request.path_params["item_id"], int(view)).picture
    return thumbnails.of(picture, int(side)) if int(side) else picture


def _kept_by_the_browser(picture: bytes, request: Request) -> Response:
    tag = f'"{hashlib.sha256(picture).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={PICTURE_FRESH_S}", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(picture, media_type=f"image/{picture_format(picture)}", headers=headers)


def launch(page: gr.Blocks, shop: Shop, *, host: str, port: int | None = None, door: Door | None = None) -> gr.Blocks:
    """Serves the page without blocking; ask `block_thread()` of it to wait. port: None for the first free one.
    door: the one that the page was built with."""
    door = door or Door.of(shop, picture_url)
    serving, ours = door.serving, [*routes(shop, visitors=door.visitors), *door.routes()]
    guard = Middleware(Guard, auth=serving.auth, guarded=[route.path for route in ours if route.path != "/health"])
    page.queue(max_size=serving.queue, default_concurrency_limit=serving.turns)
    page.launch(server_name=host, server_port=port, root_path=serving.root_path or None, auth=list(serving.auth) or None,
                mcp_server=serving.mcp, prevent_thread_lock=True, quiet=True, share=False, ssr_mode=False,
                run_history=False, enable_monitoring=False, footer_links=[], pwa=False, max_file_size=UPLOAD_LIMIT,
                app_kwargs={"routes": ours, "middleware": [guard]}, head=head(),
                theme=gr.themes.Base(font=FONT, font_mono=MONOSPACE))
    if serving.mcp:
        answer_in_json(page.mcp_server_obj)
    return page
