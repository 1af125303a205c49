"""The shop is opened step by step, and says how far it has come."""

from __future__ import annotations

from catalog.search import Catalogue
from catalog.store import open_catalogue
from demo.assistant import Assistant, Settings, open_store
from demo.serving.progress import Counted, Progress
from demo.serving.zero import Borrowing, is_lent

__all__ = ["STEPS", "open_shop"]

STEPS = 5   # of `open_shop`, the pictures included


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
    from models.encoder import load_encoder
    from models.speech import load_recogniser

    lent = is_lent()
    progress.step("loading the encoder")
    encoder = load_encoder(settings.encoder, device="cpu") if lent else load_encoder(settings.encoder)
    if lent and settings.encoder != "compact":   # which needs no card
        encoder = Borrowing(encoder, settings.encoder)
    progress.step("reading the catalogue")
    watched = Counted(encoder, progress, lambda: _unseen(settings.catalog, encoder.name))
    store = open_store(settings.catalog, watched)
    progress.step("loading what listens")
    recogniser = load_recogniser(settings.speech)
    progress.step("building the index")
    catalogue = Catalogue(store, encoder.name, encoder.dim, device="cpu" if lent else "auto")
    return Assistant(catalogue, encoder, recogniser, settings=settings)


def _unseen(catalog: str, encoder: str) -> int:
    """How many of the catalogue's pictures the encoder has yet to see."""
    with open_catalogue(catalog) as store:
        return len(store.missing(encoder))
