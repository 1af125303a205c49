"""The shop: `python app.py` serves the page. A hosted Space runs this file as it is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from models.command import OneLineParser

if TYPE_CHECKING:
    from gradio import Blocks

    from demo.assistant import Assistant

__all__ = ["main"]

QUIET = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}  # read when gradio is imported


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until interrupted. The page is up first, and what it asks waits until the assistant is loaded."""
    options = _options(arguments)
    os.environ.update(QUIET)
    shop: Future[Assistant] = Future()
    try:
        page = _serve(shop, options.port)
        shop.set_result(_load(options))
    except (ValueError, OSError) as error:  # settings that name nothing; a port that is taken
        shop.cancel()
        print(f"app.py: {error}", file=sys.stderr)
        return 2
    page.block_thread()
    return 0


def _serve(shop: Future[Assistant], port: int | None) -> Blocks:
    from demo import ui  # imports gradio

    host = "0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1"
    page = ui.launch(ui.build(shop.result), shop.result, host=host, port=port)
    print(f"Vitrine is at {page.local_url}", file=sys.stderr)
    return page


def _load(options: argparse.Namespace) -> Assistant:
    from demo.assistant import Assistant, Settings  # imports torch

    return Assistant.load(Settings(catalog=options.catalog, encoder=options.encoder, speech=options.speech))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    setting = os.environ.get
    port = setting("PORT") or setting("GRADIO_SERVER_PORT")
    parser = OneLineParser(prog="app.py", description="Vitrine: a shop window you can talk to.")
    parser.add_argument("--catalog", default=setting("VITRINE_CATALOG", "sample"), help="name or path (%(default)s)")
    parser.add_argument("--encoder", default=setting("VITRINE_ENCODER", "compact"),
                        help="compact, ARCH/PRETRAINED, hf-hub:ORG/REPO or local-dir:PATH (%(default)s)")
    parser.add_argument("--speech", default=setting("VITRINE_SPEECH", "auto"),
                        help="auto, whisper:SIZE, whisper:PATH, offline or off (%(default)s)")
    parser.add_argument("--port", type=int, default=port, help="the first free one from 7860 unless given")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
