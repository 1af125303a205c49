"""A visitor's own catalogue: the files that came -> a folder -> a shop of their own, within limits.

What comes is a stranger's: nothing is written outside the folder, nothing is read from elsewhere or fetched, and
nothing is unpacked beyond the limits. What cannot be taken in leaves the visitor's shop as it was.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
import stat
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import numpy as np
from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from catalog.importers import PICTURE_SUFFIXES, Row, Skipped, open_source
from catalog.items import CatalogError
from catalog.pictures import FORMATS
from catalog.search import Catalogue
from catalog.store import Store
from demo.assistant import Assistant
from demo.serving.progress import Counted, Progress
from demo.serving.settings import UploadLimits
from demo.serving.visitors import Own, UnknownSession, Visitor, Visitors
from models.encoder import Encoder
from models.wrapped import Wrapped

__all__ = ["BadUpload", "Uploads", "tidy", "unpack"]

log = logging.getLogger(__name__)

TABLES = (".csv", ".tsv", ".jsonl")
UNPACKED = 4               # times the limit of what comes: pictures are packed already, tables are small
FILES_PER_ITEM = 8
LARGEST_PIXELS = 40_000_000
CHUNK_BYTES = 1 << 16
NAMED = 5                  # rows passed over that are told one by one
FOLDERS = "vitrine-"       # in the folder for temporary files, followed by the process they belong to
STOPPED_WITHIN_S = 5       # when the server ends
SLOTS = 1                  # imports at once; the next wait


class BadUpload(ValueError):
    """What came cannot be a catalogue; the text is one sentence for the visitor."""


@dataclass(frozen=True)
class Sent:
    """One file that came: its name as the sender wrote it, and what is in it."""

    name: str
    file: BinaryIO


@dataclass
class Job:
    """A catalogue on its way in."""

    progress: Progress = field(default_factory=Progress)
    thread: threading.Thread | None = None
    stopped: threading.Event = field(default_factory=threading.Event)


class Uploads:
    """Takes catalogues in, one at a time, each in a thread of its own; tells how far each has come."""

    def __init__(self, visitors: Visitors, limits: UploadLimits) -> None:
        self._visitors, self.limits = visitors, limits
        self._jobs: dict[str, Job] = {}
        self._slots = threading.BoundedSemaphore(SLOTS)

    def begin(self, visitor: Visitor, sent: Sequence[Sent]) -> Progress:
        """Starts taking these files in; they are copied before this returns. Raises `BadUpload`."""
        job = self._jobs.get(visitor.token)
        if job and job.progress.working:
            raise BadUpload("a catalogue of yours is being taken in already: wait for it, or stop it first")
        self._jobs = {token: job for token, job in self._jobs.items() if job.progress.working}
        folder = Path(tempfile.mkdtemp(prefix=f"{FOLDERS}{os.getpid()}-"))
        try:
            unpack(sent, folder / "goods", self.limits)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        job = self._jobs[visitor.token] = Job()
        job.progress.step("waiting for its turn")
        job.thread = threading.Thread(target=self._run, args=(job, visitor, folder, _called(sent)), name="upload", daemon=True)
        job.thread.start()
        return job.progress

    def progress_of(self, visitor: Visitor) -> Progress | None:
        job = self._jobs.get(visitor.token)
        return job.progress if job else None

    def stop(self, visitor: Visitor) -> None:
        """Ends what is being taken in, and goes back to the shop's own catalogue."""
        job = self._jobs.pop(visitor.token, None)
        if job and job.progress.working:
            job.stopped.set()
        else:
            self._visitors.give(visitor, None)

    def close(self) -> None:
        """Stops all that is being taken in: the server ends."""
        for job in list(self._jobs.values()):
            job.stopped.set()
        for job in list(self._jobs.values()):
            if job.thread:
                job.thread.join(STOPPED_WITHIN_S)

    def _run(self, job: Job, visitor: Visitor, folder: Path, name: str) -> None:
        with self._slots:
            try:
                own, said = self._take_in(job, folder, name)
                self._visitors.give(visitor, own)
                job.progress.finish(said)
            except (BadUpload, CatalogError) as error:
                self._give_up(job, folder, str(error))
            except Exception:  # the visitor is told; what went wrong is for the log
                log.exception("an upload failed")
                self._give_up(job, folder, "something went wrong on the shop's side; your own catalogue was not opened")

    def _give_up(self, job: Job, folder: Path, why: str) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        job.progress.fail(why)

    def _take_in(self, job: Job, folder: Path, name: str) -> tuple[Own, str]:
        base = self._visitors.shop()
        watch = self._watch(job)
        store = Store(folder / "catalogue")
        try:
            skipped = _add_rows(store, folder / "goods", self.limits, job.progress, watch)
            if not store.count():
                raise BadUpload(f"there was nothing to take in: {_told(skipped) or 'the table has no rows'}")
            _encode(store, _Watched(Counted(base.encoder, job.progress, lambda: len(store.missing(base.encoder.name))), watch))
            job.progress.step("opening your shop")
            key = f"{secrets.token_urlsafe(16)}/{name}"
            catalogue = Catalogue(store, base.encoder.name, base.encoder.dim, device="cpu")
            looks = base.shop.looks.over(catalogue) if base.shop.looks else None
            shop = Assistant(catalogue, base.encoder, base.recogniser, looks=looks, settings=replace(base.settings, catalog=key))
        except BaseException:
            store.close()
            raise
        shutil.rmtree(folder / "goods", ignore_errors=True)
        count = f"{store.count()} {'item' if store.count() == 1 else 'items'} taken in."
        return Own(shop, folder), " ".join(filter(None, [count, _told(skipped)]))

    def _watch(self, job: Job) -> Callable[[], None]:
        """Called again and again while it works: raises `BadUpload` once the time is over or the visitor has stopped it."""
        end = time.monotonic() + self.limits.seconds

        def watch() -> None:
            if job.stopped.is_set():
                raise BadUpload("stopped")
            if time.monotonic() > end:
                raise BadUpload(f"it took longer than {self.limits.seconds} s: send fewer items, or smaller pictures")
        return watch

    # -- over HTTP -------------------------------------------------------------------------------------

    def routes(self) -> list[Route]:
        """`POST /catalogue?session=TOKEN` (multipart: a zip file, or a table and its pictures), `GET` how far it has come,
        `DELETE` to go back to the shop's own."""
        return [Route("/catalogue", self._post, methods=["POST"]), Route("/catalogue", self._get, methods=["GET"]),
                Route("/catalogue", self._delete, methods=["DELETE"])]

    async def _post(self, request: Request) -> JSONResponse:
        try:
            visitor = self._visitor(request) if "session" in request.query_params else self._visitors.begin()
            async with _Form(request, self.limits) as sent:
                progress = await run_in_threadpool(self.begin, visitor, sent)
        except UnknownSession as error:
            return _refusal(error, 404)
        except BadUpload as error:
            return _refusal(error, 400)
        return JSONResponse({"session": visitor.token, **progress.as_dict()}, status_code=202)

    async def _get(self, request: Request) -> JSONResponse:
        try:
            visitor = self._visitor(request)
        except UnknownSession as error:
            return _refusal(error, 404)
        progress = self.progress_of(visitor)
        own = visitor.own
        told = progress.as_dict() if progress else Progress().as_dict() | {"state": "done"}
        return JSONResponse({"session": visitor.token, **told, "own": _own_name(own) if own else None})

    async def _delete(self, request: Request) -> JSONResponse:
        try:
            visitor = self._visitor(request)
        except UnknownSession as error:
            return _refusal(error, 404)
        await run_in_threadpool(self.stop, visitor)
        return JSONResponse({"session": visitor.token, "own": None})

    def _visitor(self, request: Request) -> Visitor:
        return self._visitors.of(request.query_params.get("session", ""))


def tidy() -> None:
    """Deletes what processes that ended all at once have left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDERS}[0-9]*-*"):
        try:
            os.kill(int(folder.name.split("-")[1]), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError, OverflowError):
            pass   # another user's, or not ours


def _own_name(own: Own) -> str:
    return Path(own.assistant.settings.catalog).name


def _refusal(error: ValueError, status: int) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=status)


class _Form:
    """The files of a multipart request, on the disk and no larger than they may be; closed when they are done with."""

    def __init__(self, request: Request, limits: UploadLimits) -> None:
        self._request, self._limits = request, limits

    async def __aenter__(self) -> list[Sent]:
        limit = self._limits.mb * 1_000_000
        if not limit:
            raise BadUpload("this shop takes no catalogues in: its VITRINE_UPLOAD_MB is 0")
        if int(self._request.headers.get("content-length") or 0) > limit + CHUNK_BYTES:
            raise BadUpload(_too_large(self._limits))
        parser = MultiPartParser(self._request.headers, self._counted(limit), max_fields=10,
                                 max_files=FILES_PER_ITEM * self._limits.items)
        try:
            self._form = await parser.parse()
        except (MultiPartException, KeyError, ValueError) as error:
            if isinstance(error, BadUpload):
                raise
            raise BadUpload(f"the files could not be read ({getattr(error, 'message', error)}): send them as "
                            f"multipart/form-data, as in curl -F file=@goods.zip") from error
        files = [part for _, part in self._form.multi_items() if not isinstance(part, str)]
        return [Sent(file.filename or "", file.file) for file in files if file.filename]

    async def __aexit__(self, *exception: object) -> None:
        await self._form.close()

    async def _counted(self, limit: int) -> AsyncIterator[bytes]:
        came = 0
        async for chunk in self._request.stream():
            came += len(chunk)
            if came > limit + CHUNK_BYTES:
                raise BadUpload(_too_large(self._limits))
            yield chunk


def _too_large(limits: UploadLimits) -> str:
    return f"that is over {limits.mb} MB, the most a catalogue may have here: send fewer or smaller pictures"


# -- what came -> a folder -------------------------------------------------------------------------------


def unpack(sent: Sequence[Sent], folder: Path, limits: UploadLimits) -> None:
    """Writes the tables and pictures that came into the folder: those of a zip file, or the files themselves.

    Only tables and pictures are kept, below the folder, by the names they came with. Raises `BadUpload` for a name that
    leads out of the folder, a link, a locked or broken zip file, too many files, or more than the limit unpacked.
    """
    folder.mkdir(parents=True)
    if not sent:
        raise BadUpload("no file came: send a zip file, or a table and its pictures")
    writer = _Writer(folder, limits)
    for each in sent:
        if each.name.lower().endswith(".zip"):
            _unzip(each, writer)
        else:
            writer.write(each.name, each.file)
    if not writer.kept:
        raise BadUpload(f"there are no pictures in it: send files that end in {', '.join(PICTURE_SUFFIXES)}, and perhaps a "
                        f"table ({', '.join(TABLES)}) that says what they show")


class _Writer:
    """Writes files below a folder until the limits are reached."""

    def __init__(self, folder: Path, limits: UploadLimits) -> None:
        self._folder, self._limits = folder, limits
        self._left = UNPACKED * limits.mb * 1_000_000
        self.kept = 0

    def write(self, name: str, file: BinaryIO) -> None:
        place = _place(name)
        if place is None:
            return
        self.kept += 1
        if self.kept > FILES_PER_ITEM * self._limits.items:
            raise BadUpload(f"there are over {FILES_PER_ITEM * self._limits.items} files in it: send fewer")
        target = self._folder / place
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                self._copy(file, out)
        except FileExistsError as error:
            raise BadUpload(f"two files are called {str(place)!r}: rename one") from error
        except OSError as error:
            raise BadUpload(f"{str(place)[:80]!r} cannot be written: {error.strerror}") from error

    def _copy(self, file: BinaryIO, out: BinaryIO) -> None:
        while chunk := file.read(CHUNK_BYTES):
            self._left -= len(chunk)
            if self._left < 0:
                raise BadUpload(f"it unpacks to over {UNPACKED * self._limits.mb} MB: send fewer or smaller pictures")
            out.write(chunk)


def _place(name: str) -> PurePosixPath | None:
    """Where a file of that name is written, None for one that is no table and no picture; raises `BadUpload`."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or re.match(r"[A-Za-z]:", name):
        raise BadUpload(f"the name {name[:80]!r} leads out of what was sent: pack the files with plain names")
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return None if hidden or path.suffix.lower() not in (*PICTURE_SUFFIXES, *TABLES) else path


def _unzip(sent: Sent, writer: _Writer) -> None:
    try:
        with zipfile.ZipFile(sent.file) as packed:
            for entry in packed.infolist():
                if entry.is_dir():
                    continue
                if stat.S_ISLNK(entry.external_attr >> 16):
                    raise BadUpload(f"{entry.filename[:80]!r} is a link: pack the file itself")
                if entry.flag_bits & 1:
                    raise BadUpload(f"{sent.name[:80]!r} is locked with a password: send it without")
                with packed.open(entry) as file:
                    writer.write(entry.filename, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise BadUpload(f"{sent.name[:80]!r} is no zip file that can be read ({error}): pack it again") from error


def _called(sent: Sequence[Sent]) -> str:
    """What the visitor's shop is called: as the zip file or the table is, else "yours"."""
    named = [Path(each.name).stem for each in sent if each.name.lower().endswith((".zip", *TABLES))]
    return re.sub(r"[^\w -]+", "", named[0]).strip()[:40] if named and re.search(r"\w", named[0]) else "yours"


# -- a folder -> a store ---------------------------------------------------------------------------------


def _source(folder: Path) -> str:
    """The one table there is, else the folder of pictures; raises `BadUpload`."""
    tables = sorted(path for path in folder.rglob("*") if path.suffix.lower() in TABLES)
    if len(tables) > 1:
        raise BadUpload(f"there are several tables in it ({', '.join(path.name for path in tables[:3])}): send one")
    metadata = bool(tables) and tables[0].stem == "metadata"
    return str(tables[0].parent if metadata else tables[0] if tables else folder)


def _add_rows(store: Store, folder: Path, limits: UploadLimits, progress: Progress, watch: Callable[[], None]) -> list[Skipped]:
    """Takes the rows in, and gives those that could not be."""
    skipped: list[Skipped] = []
    _drop_unwanted(folder, skipped)
    source = open_source(_source(folder), sealed=True)
    progress.step("reading your catalogue", source.total)

    def usable() -> Iterator[tuple]:
        for number, row in enumerate(source.rows, start=1):
            watch()
            if number > limits.items:
                raise BadUpload(f"there are over {limits.items} items in it: send fewer")
            progress.advance()
            if isinstance(row, Row):
                yield row.item, row.views
            else:
                skipped.append(row)

    added = store.add(usable())
    return skipped + [Skipped(0, f"{item_id}: {why}") for item_id, why in added.refused]


def _drop_unwanted(folder: Path, skipped: list[Skipped]) -> None:
    """A small file may be a picture that fills the memory, or a program: those go before anything decodes them."""
    for path in [path for path in folder.rglob("*") if path.suffix.lower() in PICTURE_SUFFIXES]:
        try:
            with Image.open(path) as image:   # reads the header, decodes nothing
                why = _unwanted(image)
        except (OSError, ValueError, Image.DecompressionBombError):
            continue   # told by the store, or by the row that names it
        if why:
            path.unlink()
            skipped.append(Skipped(0, f"{path.name}: {why}"))


def _unwanted(image: Image.Image) -> str:
    """Why a stranger's picture is not to be decoded; "" where it may be. Postscript, for one, is a program."""
    if image.format not in (*FORMATS, "MPO"):   # several JPEGs in one
        return f"{image.format} is no kind of picture that is taken"
    return f"over {LARGEST_PIXELS // 1_000_000} megapixels" if image.width * image.height > LARGEST_PIXELS else ""


class _Watched(Wrapped):
    """An encoder that stops between batches when it is told to."""

    def __init__(self, encoder: Encoder, watch: Callable[[], None]) -> None:
        super().__init__(encoder)
        self._watch = watch

    def images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        self._watch()
        return super().images(pictures)


def _encode(store: Store, encoder: _Watched) -> None:
    from catalog.ingest import encode_missing

    encode_missing(store, encoder, batch=16, progress=False)


def _told(skipped: Sequence[Skipped]) -> str:
    """"2 rows were passed over: row 3: it has no picture; ..." """
    if not skipped:
        return ""
    lines = [f"row {each.row}: {each.why}" if each.row else each.why for each in skipped[:NAMED]]
    more = f"; and {len(skipped) - NAMED} more" if len(skipped) > NAMED else ""
    return f"{len(skipped)} {'row was' if len(skipped) == 1 else 'rows were'} passed over: {'; '.join(lines)}{more}"
