"""The page: each handler builds a Turn, calls `reply` and paints the Reply, and does nothing else."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from catalog.pictures import Thumbnails, picture_format
from demo.cards import PICTURE_SIDES_PX, cards_value, drawn, equation_value, head, masthead_value, talk_value, timings_text
from demo.dialogue import MOST_LETTERS, Reply, Session, Turn
from demo.wording import chips

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["NotServed", "NotUploaded", "build", "launch", "paint", "routes"]

log = logging.getLogger(__name__)

GREETING = "Welcome. Say or type what you are looking for, or show me a picture. Numbers and clicks pick an item."
SORRY = "Sorry, something went wrong on my side and I could not do that. Please try it in other words."
QUEUE = 32                 # turns that may wait; the next visitor is told to try again
VISITORS = 500             # sessions kept in memory
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


def build(shop: Shop) -> gr.Blocks:
    """The page over the assistant that `shop()` returns."""
    with gr.Blocks(title="Vitrine", analytics_enabled=False, fill_width=True,
                   delete_cache=(UPLOADS_KEPT_S, UPLOADS_KEPT_S)) as page:
        session = gr.State(None)
        masthead = drawn("masthead")
        with gr.Row(elem_id="shop"):
            with gr.Column(elem_id="window"):
                equation, cards = drawn("equation"), drawn("cards")
            with gr.Column(elem_id="talk"):
                talk, composer = drawn("chat"), drawn("composer")
        _wire(page, shop, session, [masthead, equation, cards, talk, composer, session])
    return page


def _wire(page: gr.Blocks, shop: Shop, session: gr.State, painted: list) -> None:
    masthead, equation, cards, talk, composer, _ = painted
    rules = {"inputs": [session], "outputs": painted, "show_progress": "hidden", "concurrency_id": "turn",
             "concurrency_limit": 2, "trigger_mode": "multiple", "api_visibility": "private"}
    page.load(_opening(shop), **rules)
    for part in (masthead, equation, talk, composer):
        part.said(_handler(shop, _said), **rules)
    cards.picked(_handler(shop, _picked), **rules)
    composer.spoken(_handler(shop, _spoken), **rules)


def _opening(shop: Shop) -> Callable:
    def open_(session):
        assistant = shop()
        return paint(assistant, _only_say(GREETING, session or assistant.open()), None)
    return open_


def _handler(shop: Shop, read: Reader) -> Callable:
    def handle(session, event: gr.EventData):
        assistant = shop()
        turn, reply = _answer(assistant, read, event._data, session)
        return paint(assistant, reply, _shopper(turn, reply))
    return handle


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
    picture = _uploaded(data["picture"]) if data.get("picture") else None
    return Turn(text=data.get("text", "")[:MOST_LETTERS] or None, image=picture, session=session)


def _spoken(data: dict, session: Session | None) -> Turn:
    return Turn(audio=_uploaded(data["recording"]), session=session)


def _picked(data: dict, session: Session | None) -> Turn:
    return Turn(click=int(data["place"]), session=session)


def _uploaded(path: str) -> str:
    """The path itself, once it is known to lie where uploads go: it comes from the browser."""
    if not Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve()):
        raise NotUploaded(f"{path!r} is not an uploaded file; upload the picture or the recording first")
    return path


def _shopper(turn: Turn, reply: Reply) -> dict:
    """The shopper's part of a turn as the conversation shows it."""
    if turn.audio is not None:
        return {"text": SPOKEN % (reply.heard or UNHEARD), "picture": None}
    words = turn.text or (f"number {turn.click}" if turn.click else "")
    return {"text": words, "picture": UPLOADED + quote(turn.image) if turn.image else None}


def paint(assistant: Assistant, reply: Reply, said: dict | None) -> tuple:
    """A reply as values of the components, in the order of `painted`. said: the shopper's part, None for the opening."""
    turn = time.monotonic_ns()
    composer = {"listening": bool(assistant.listening), "timings": timings_text(reply.ms), "turn": turn}
    return (masthead_value(assistant, reply.cart), equation_value(assistant, reply), cards_value(assistant, reply),
            talk_value(assistant, said, reply, turn), composer, reply.session)


def routes(shop: Shop) -> list[Route]:
    """What the page's server answers beside Gradio's own paths: the pictures, and whether it is up."""
    thumbnails = Thumbnails()

    def picture(request: Request) -> Response:
        try:
            found = _picture(shop(), thumbnails, request)
        except ValueError as error:
            return Response(str(error), status_code=404, media_type="text/plain")
        return _kept_by_the_browser(found, request)

    def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return [Route("/picture/{item_id:path}", picture), Route("/health", health)]


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


def launch(page: gr.Blocks, shop: Shop, *, host: str, port: int | None = None) -> gr.Blocks:
    """Serves the page without blocking; ask `block_thread()` of it to wait. port: None for the first free one."""
    page.queue(max_size=QUEUE)
    page.launch(server_name=host, server_port=port, prevent_thread_lock=True, quiet=True, share=False, ssr_mode=False,
                run_history=False, enable_monitoring=False, footer_links=[], pwa=False, max_file_size=UPLOAD_LIMIT,
                state_session_capacity=VISITORS, app_kwargs={"routes": routes(shop)}, head=head(),
                theme=gr.themes.Base(font=FONT, font_mono=MONOSPACE))
    return page
