"""The shop is opened step by step, and says how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from catalog.store import open_catalogue
from demo.assistant import STEPS as LOADED
from demo.assistant import Assistant, Settings
from demo.serving.progress import Counted, Progress
from demo.serving.zero import Borrowing, is_lent
from models.encoder import Encoder

__all__ = ["STEPS", "open_shop"]

STEPS = len(LOADED) + 1   # of `open_shop`: the pictures, too


def open_shop(settings: Settings, progress: Progress) -> Assistant:
    """`Assistant.load`, told to whoever watches; raises what it raises, and the progress has failed then."""
    try:
        assistant = _open(settings, progress)
    except Exception as error:
        progress.fail(str(error))
        raise
    progress.finish(f"{assistant.count} items")
    return assistant


def _open(settings: Settings, progress: Progress) -> Assistant:
    if not is_lent():
        return Assistant.load(settings, step=progress.step, watched=_counted(settings, progress))
    from models.encoder import load_encoder

    encoder = load_encoder(settings.encoder, device="cpu")
    if settings.encoder != "compact":   # which needs no card
        encoder = Borrowing(encoder, settings.encoder)
    return Assistant.load(settings, step=progress.step, watched=_counted(settings, progress), encoder=encoder, device="cpu")


def _counted(settings: Settings, progress: Progress) -> Callable[[Encoder], Encoder]:
    return lambda encoder: Counted(encoder, progress, lambda: _unseen(settings.catalog, encoder.name))


def _unseen(catalog: str, encoder: str) -> int:
    """How many of the catalogue's pictures the encoder has yet to see."""
    with open_catalogue(catalog) as store:
        return len(store.missing(encoder))
