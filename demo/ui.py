"""The page: each handler builds a Turn, calls `reply` and paints the Reply, and does nothing else."""

from __future__ import annotations

import hashlib
import html
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from catalog.pictures import picture_format
from demo.cards import cards_value, chat_messages, drawn, equation_value, head, masthead_value, timings_text
from demo.dialogue import MOST_LETTERS, Reply, Session, Turn

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["NotUploaded", "build", "launch", "paint", "routes"]

log = logging.getLogger(__name__)

GREETING = "Welcome. Say or type what you are looking for, or show me a picture. Numbers and clicks pick an item."
SORRY = "Sorry, something went wrong on my side and I could not do that. Please try it in other words."
KEPT_MESSAGES = 60         # of a conversation, on the page
QUEUE = 32                 # turns that may wait; the next visitor is told to try again
VISITORS = 500             # sessions kept in memory
UPLOADS_KEPT_S = 600       # pictures and recordings are deleted after this
UPLOAD_LIMIT = "10mb"
PICTURE_FRESH_S = 86_400   # how long a browser need not ask for a picture again
FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
MONOSPACE = ["ui-monospace", "Menlo", "Consolas", "monospace"]
SPOKEN = "\N{LEFT DOUBLE QUOTATION MARK}%s\N{RIGHT DOUBLE QUOTATION MARK}"
UNHEARD = "\N{HORIZONTAL ELLIPSIS}"

Shop = Callable[[], "Assistant"]                   # waits for the assistant: the page can be up before it is
Reader = Callable[[dict, "Session | None"], Turn]  # what a component said -> the turn meant by it


class NotUploaded(ValueError):
    """A turn names a file that this page has not uploaded."""


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
                chat = gr.Chatbot(elem_id="chat", render_markdown=False, buttons=[], show_label=False, container=False,
                                  height="100%", latex_delimiters=[], label="Conversation")
                composer = drawn("composer")
        _wire(page, shop, [session, chat], [masthead, equation, cards, composer, chat, session])
    return page


def _wire(page: gr.Blocks, shop: Shop, inputs: list, painted: list) -> None:
    masthead, equation, cards, composer, chat, _ = painted
    rules = {"inputs": inputs, "outputs": painted, "show_progress": "hidden", "concurrency_id": "turn",
             "concurrency_limit": 2, "trigger_mode": "multiple", "api_visibility": "private"}
    page.load(_opening(shop), **rules)
    for part in (masthead, equation, composer):
        part.said(_handler(shop, _said), **rules)
    cards.picked(_handler(shop, _picked), **rules)
    composer.spoken(_handler(shop, _spoken), **rules)
    chat.option_select(_handler(shop, _option), **rules)


def _opening(shop: Shop) -> Callable:
    def open_(session, chat):
        assistant = shop()
        reply = Reply(intent="none", say=GREETING, session=session or assistant.open())
        return paint(assistant, reply, None, [])
    return open_


def _handler(shop: Shop, read: Reader) -> Callable:
    def handle(session, chat, event: gr.EventData):
        assistant = shop()
        turn, reply = _answer(assistant, read, event._data, session)
        return paint(assistant, reply, _shopper(turn, reply), chat)
    return handle


def _answer(assistant: Assistant, read: Reader, data: dict, session: Session | None) -> tuple[Turn, Reply]:
    turn = Turn(session=session)
    try:
        turn = read(data, session)
        return turn, assistant.reply(turn)
    except Exception:  # a page must answer; what went wrong is for the log
        log.exception("a turn failed: %r", data)
        return turn, Reply(intent="none", say=SORRY, session=session or assistant.open())


def _said(data: dict, session: Session | None) -> Turn:
    picture = _uploaded(data["picture"]) if data.get("picture") else None
    return Turn(text=data.get("text", "")[:MOST_LETTERS] or None, image=picture, session=session)


def _spoken(data: dict, session: Session | None) -> Turn:
    return Turn(audio=_uploaded(data["recording"]), session=session)


def _picked(data: dict, session: Session | None) -> Turn:
    return Turn(click=int(data["place"]), session=session)


def _option(data: dict, session: Session | None) -> Turn:
    return Turn(text=data["value"], session=session)


def _uploaded(path: str) -> str:
    """The path itself, once it is known to lie where uploads go: it comes from the browser."""
    if not Path(path).resolve().is_relative_to(Path(get_upload_folder()).resolve()):
        raise NotUploaded(f"{path!r} is not an uploaded file; upload the picture or the recording first")
    return path


def _shopper(turn: Turn, reply: Reply) -> object:
    """The shopper's part of a turn as the Chatbot takes it."""
    if turn.audio is not None:
        return SPOKEN % html.escape(reply.heard or UNHEARD)
    words = html.escape(turn.text or (f"number {turn.click}" if turn.click else ""))
    picture = [{"path": turn.image, "alt_text": "your picture"}] if turn.image else []
    return [*picture, words] if picture and words else picture or words


def paint(assistant: Assistant, reply: Reply, said: object, chat: list) -> tuple:
    """A reply as values of the components, in the order of `painted`."""
    talk = [*chat, *chat_messages(assistant, said, reply)][-KEPT_MESSAGES:]
    composer = {"listening": bool(assistant.listening), "timings": timings_text(reply.ms), "turn": time.monotonic_ns()}
    return (masthead_value(assistant, reply.cart), equation_value(assistant, reply), cards_value(assistant, reply),
            composer, talk, reply.session)


def routes(shop: Shop) -> list[Route]:
    """What the page's server answers beside Gradio's own paths: the pictures, and whether it is up."""
    def picture(request: Request) -> Response:
        return _picture(shop(), request)

    def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return [Route("/picture/{item_id:path}", picture), Route("/health", health)]


def _picture(assistant: Assistant, request: Request) -> Response:
    try:
        picture = assistant.picture(request.path_params["item_id"]).picture
    except ValueError as error:
        return Response(str(error), status_code=404, media_type="text/plain")
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
