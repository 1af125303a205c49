"""The shop: `python app.py` serves the page. A hosted Space runs this file as it is."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from demo.serving.settings import BadSetting, Serving, root_path, serving_from
from models.command import OneLineParser

if TYPE_CHECKING:
    from gradio import Blocks

    from demo.assistant import Assistant
    from demo.serving.door import Door
    from demo.serving.progress import Progress

__all__ = ["main"]

QUIET = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}  # read when gradio is imported


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until interrupted. The page is up first, and what it asks waits until the assistant is loaded."""
    os.environ.update(QUIET)
    shop: Future[Assistant] = Future()
    try:
        options, serving = _options(arguments)
        door = _door(shop, serving)
        page = _serve(shop, door)
        shop.set_result(_load(options, door.opening))
    except (ValueError, OSError) as error:  # settings that name nothing; a port that is taken
        shop.cancel()
        print(f"app.py: {error}", file=sys.stderr)
        return 2
    try:
        page.block_thread()
    finally:
        door.close()
    return 0


def _door(shop: Future[Assistant], serving: Serving) -> Door:
    importlib.import_module("demo.serving.zero")   # on ZeroGPU it comes before gradio and torch
    from demo import ui  # imports gradio
    from demo.serving.door import Door
    from demo.serving.opening import STEPS
    from demo.serving.progress import Progress
    from demo.serving.uploads import tidy

    tidy()
    door = Door.of(shop.result, ui.picture_url, serving, Progress(steps=STEPS))
    door.visitors.watch()
    return door


def _serve(shop: Future[Assistant], door: Door) -> Blocks:
    from demo import ui

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))   # so that visitors' own catalogues are deleted then too
    page = ui.launch(ui.build(shop.result, door=door), shop.result, host=door.serving.host, port=door.serving.port, door=door)
    print(f"Vitrine is at {page.local_url}", file=sys.stderr)
    return page


def _load(options: argparse.Namespace, progress: Progress) -> Assistant:
    from demo.assistant import Settings  # imports torch
    from demo.serving.opening import open_shop

    return open_shop(Settings(catalog=options.catalog, encoder=options.encoder, speech=options.speech,
                              rerank=options.rerank), progress)


def _options(arguments: Sequence[str] | None) -> tuple[argparse.Namespace, Serving]:
    setting = os.environ.get
    serving = serving_from(os.environ)
    parser = OneLineParser(prog="app.py", description="Vitrine: a shop window you can talk to.")
    parser.add_argument("--catalog", default=setting("VITRINE_CATALOG", "sample"), help="name or path (%(default)s)")
    parser.add_argument("--encoder", default=setting("VITRINE_ENCODER", "compact"),
                        help="compact, ARCH/PRETRAINED, hf-hub:ORG/REPO or local-dir:PATH (%(default)s)")
    parser.add_argument("--speech", default=setting("VITRINE_SPEECH", "auto"),
                        help="auto, whisper:SIZE, whisper:PATH, offline or off (%(default)s)")
    parser.add_argument("--rerank", default=setting("VITRINE_RERANK", "auto"), metavar="auto|off|PATH",
                        help="the matching head that judges what is shown: the one that `python -m models.release` registered, "
                             "none, or a head's folder (%(default)s)")
    parser.add_argument("--port", type=int, default=serving.port, help="the first free one from 7860 unless given")
    parser.add_argument("--root-path", default=serving.root_path, help="the prefix that a proxy serves the page below: /shop")
    parser.add_argument("--mcp", action="store_true", default=serving.mcp, help="offer the shop as tools to assistants")
    options = parser.parse_args(arguments)
    if options.mcp and importlib.util.find_spec("mcp") is None:
        raise BadSetting('the MCP server needs a package that is not here: pip install "gradio[mcp]"')
    return options, replace(serving, port=options.port, root_path=root_path(options.root_path), mcp=options.mcp)


if __name__ == "__main__":
    sys.exit(main())
