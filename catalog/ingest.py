"""A source into a catalogue: its rows, then the vectors of its pictures; both go on where they stopped."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, Protocol

import numpy as np
from PIL import Image
from tqdm import tqdm

from catalog.importers import Row, Skipped, Source, open_source
from catalog.items import EncoderMismatch
from catalog.pictures import open_picture
from catalog.store import Added, Store, named

__all__ = ["ImageEncoder", "encode_missing", "import_source"]

_ROWS = 500  # a batch, and so a transaction
_DECODERS = 2
_BATCHES_AHEAD = 4


class ImageEncoder(Protocol):
    """The part of an encoder that an import needs; ``images`` gives unit rows ``(n, dim)`` float32."""

    name: str
    dim: int

    def images(self, images: list[Image.Image]) -> np.ndarray: ...


def import_source(
    source: str,
    name: str,
    *,
    encoder: ImageEncoder,
    column_map: Mapping[str, str] | None = None,
    progress: bool = True,
) -> dict[str, Any]:
    """Import ``source`` into the catalogue ``name`` under :func:`catalog.store.home`.

    Rows already there with the same content are passed over, changed ones updated, so an import
    that was interrupted goes on when it is called again.

    Returns:
        ``{"items", "views", "skipped": [{"row", "why"}], "seconds"}`` of this source, and beside
        them ``new``, ``updated``, ``same`` (items), ``repeated`` (rows whose id came before in the
        source: the later one counts) and ``encoded`` (views).

    Raises:
        BadName, BadSource: nothing was written.
        EncoderMismatch: the catalogue holds vectors of that encoder of another length.
    """
    start = time.perf_counter()
    folder = named(name)
    opened = open_source(source, column_map=column_map)
    with Store(folder) as store:
        store.note(source=source)
        summary = _add_rows(store, opened, progress)
        encoded = encode_missing(store, encoder, progress=progress)
    return {**summary, "encoded": encoded, "seconds": round(time.perf_counter() - start, 2)}


def _add_rows(store: Store, source: Source, progress: bool) -> dict[str, Any]:
    skipped: list[Skipped] = []
    views: dict[str, int] = {}  # of every item taken
    added, usable = Added(), 0
    bar = tqdm(source.rows, "rows", source.total, unit=" rows", disable=not progress, mininterval=0.5)
    for batch in _batches(bar, _ROWS):
        skipped += [row for row in batch if isinstance(row, Skipped)]
        rows = [row for row in batch if isinstance(row, Row)]
        usable += len(rows)
        done = store.add([(row.item, row.views) for row in rows])
        refused = dict(done.refused)
        skipped += [Skipped(row.number, refused[row.item.id]) for row in rows if row.item.id in refused]
        views |= {row.item.id: len(row.views) for row in rows if row.item.id not in refused}
        added += done
    return {
        "items": len(views),
        "views": sum(views.values()),
        "skipped": [{"row": s.row, "why": s.why} for s in sorted(skipped, key=lambda s: s.row)],
        "new": added.new,
        "updated": added.updated,
        "same": added.same,
        "repeated": usable - len(views) - len(added.refused),
    }


def encode_missing(store: Store, encoder: ImageEncoder, *, batch: int = 64, progress: bool = True) -> int:
    """Give every view that lacks one a vector of ``encoder``; returns how many it made.

    Pictures are decoded a few batches ahead while the encoder works, and each batch of vectors is
    committed, so an interruption loses one batch. Raises :class:`EncoderMismatch`.
    """
    _check_dim(store, encoder)
    waiting = store.missing_vectors(encoder.name)
    total = len(store.missing(encoder.name))
    bar = tqdm(desc="pictures", total=total, unit=" views", disable=not progress, mininterval=0.5)
    made = 0
    with bar, ThreadPoolExecutor(_DECODERS) as decoders:
        for places, images in _decoded(_batches(waiting, batch), decoders):
            vectors = encoder.images(images)
            store.put_vectors(
                encoder.name, ((i, p, vector) for (i, p), vector in zip(places, vectors, strict=True))
            )
            made += len(places)
            bar.update(len(places))
    return made


def _check_dim(store: Store, encoder: ImageEncoder) -> None:
    held = store.encoders().get(encoder.name)
    if held and held["dim"] != encoder.dim:
        raise EncoderMismatch(
            f"{store.name} holds vectors of {held['dim']} numbers by {encoder.name!r}, which now makes "
            f"{encoder.dim}: remove the catalogue and import it again"
        )


_Places = list[tuple[str, int]]


def _decoded(
    batches: Iterable[list[tuple[str, int, bytes]]], decoders: ThreadPoolExecutor
) -> Iterator[tuple[_Places, list[Image.Image]]]:
    ahead: deque[Future[tuple[_Places, list[Image.Image]]]] = deque()
    for rows in batches:
        ahead.append(decoders.submit(_decode, rows))
        if len(ahead) > _BATCHES_AHEAD:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _decode(rows: list[tuple[str, int, bytes]]) -> tuple[_Places, list[Image.Image]]:
    return [(i, p) for i, p, _ in rows], [open_picture(picture) for _, _, picture in rows]


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch
