"""One catalogue in one SQLite file: items, pictures, full text, attributes and vectors.

SQLite is the truth; every index can be rebuilt from :meth:`Store.vectors`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from sqlite_utils import Database

from catalog.filters import NUMBER_FIELDS, Filter, filter_sql
from catalog.items import (
    BadFilter,
    BadName,
    BadPicture,
    EncoderMismatch,
    Hits,
    Item,
    UnknownCatalogue,
    UnknownItem,
    View,
    field_name,
)
from catalog.migrations import migrations
from catalog.pictures import fit_picture

__all__ = [
    "Added",
    "Store",
    "attribute_rows",
    "catalogue_path",
    "catalogues",
    "home",
    "named",
    "open_catalogue",
]

_FILE = "catalogue.db"
_BATCH = 500  # rows a transaction: what an interrupted import may lose
_QUERY_TERMS = 64  # a pasted page must not become a thousand-term query
_SORTS = ("id", "title", *NUMBER_FIELDS)
# a hit in the title says more than one in the description
_BM25 = "bm25(items_fts, 2.0, 0.5, 1.0)"
_STOP_WORDS = frozenset(
    "a an and are as at be but by for from if in into is it of on or such that the their these they "
    "this to was will with".split()
)
_T = TypeVar("_T")


def home() -> Path:
    """Where catalogues and caches live: ``VITRINE_HOME``, or ``~/.vitrine``."""
    return Path(os.environ.get("VITRINE_HOME") or Path.home() / ".vitrine")


def named(name: str) -> Path:
    """The folder in :func:`home` of the catalogue called ``name``, there or not; raises :class:`BadName`."""
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return home() / "catalogues" / name
    raise BadName(f"a catalogue cannot be called {name!r}: use letters, digits, - and _ only")


def catalogue_path(name_or_path: str | os.PathLike[str]) -> Path:
    """The folder of a catalogue: one of that name in :func:`home`, else the path itself."""
    path = Path(name_or_path)
    try:
        folder = named(os.fspath(name_or_path))
    except BadName:
        return path
    return path if _holds(path) and not _holds(folder) else folder


def catalogues() -> list[str]:
    """The names of the catalogues in :func:`home`, sorted."""
    return sorted(path.parent.name for path in (home() / "catalogues").glob(f"*/{_FILE}"))


def open_catalogue(name_or_path: str | os.PathLike[str]) -> Store:
    """The store of an existing catalogue, by its name or its folder; raises :class:`UnknownCatalogue`."""
    folder = catalogue_path(name_or_path)
    if _holds(folder):
        return _reopen(folder)
    there = ", ".join(catalogues()) or "none yet"
    raise UnknownCatalogue(
        f"no catalogue {os.fspath(name_or_path)!r}: there are {there}; "
        f"make one with python -m catalog import SOURCE --name NAME"
    )


def _reopen(folder: Path) -> Store:
    try:
        return Store(folder)
    except sqlite3.DatabaseError as error:
        raise UnknownCatalogue(
            f"{str(folder / _FILE)!r} cannot be read as a catalogue ({error}): remove it and import its source again"
        ) from error


def _holds(folder: Path) -> bool:
    return (folder / _FILE).is_file()


@dataclass(frozen=True)
class Added:
    """What :meth:`Store.add` did: counts of items, and ``(id, why)`` of those it could not take."""

    new: int = 0
    updated: int = 0
    same: int = 0
    refused: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.updated + other.updated,
            self.same + other.same,
            self.refused + other.refused,
        )


class Store:
    """The catalogue in ``folder``, made where there is none; safe to share between threads."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._local = threading.local()
        self._open: weakref.WeakSet[Database] = weakref.WeakSet()
        self.db.enable_wal()
        migrations.apply(self.db)

    @property
    def name(self) -> str:
        return self.folder.resolve().name

    @property
    def db(self) -> Database:
        """This thread's own connection."""
        database = getattr(self._local, "db", None)
        if database is None:
            database = self._local.db = self._connect()
            self._open.add(database)
        return database

    def _connect(self) -> Database:
        # another thread may only ever close it, in close()
        connection = sqlite3.connect(self.folder / _FILE, timeout=30, check_same_thread=False)
        connection.execute("pragma synchronous = normal")  # with WAL: durable but for a power cut
        database = Database(connection)
        weakref.finalize(database, connection.close)  # when its thread has ended
        database.register_function(_fold, name="fold", deterministic=True)
        return database

    def close(self) -> None:
        """Close every thread's connection; the store opens new ones if it is used again."""
        for database in list(self._open):
            database.close()
        self._open = weakref.WeakSet()
        self._local = threading.local()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # -- writing ---------------------------------------------------------------------------------

    def add(self, items_with_views: Iterable[tuple[Item, Sequence[View]]]) -> Added:
        """Take items in, or update those whose content changed; a batch is one transaction.

        An item already there with the same content costs a hash. Views are renumbered from 0 in
        the order given. An item without a picture that opens is refused, the rest are taken.
        """
        added = Added()
        for batch in _batches(items_with_views, _BATCH):
            added += self._add_batch(batch)
        return added

    def _add_batch(self, batch: list[tuple[Item, Sequence[View]]]) -> Added:
        latest = {item.id: (item, views, _content_hash(item, views)) for item, views in batch}
        known = self._hashes(list(latest))
        changed = {i: row for i, row in latest.items() if known.get(i, (0, ""))[1] != row[2]}
        fitted, refused = _fit_all(changed)
        with self.db.atomic():
            self._write({i: changed[i] for i in fitted}, fitted, {i: n for i, (n, _) in known.items()})
        updated = sum(1 for i in fitted if i in known)
        return Added(len(fitted) - updated, updated, len(latest) - len(changed), tuple(refused))

    def _hashes(self, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
        sql = f"select id, number, content_hash from items where id in {_EACH}"
        return {i: (n, h) for i, n, h in self.db.execute(sql, [json.dumps(ids)])}

    def _write(
        self,
        rows: dict[str, tuple[Item, Sequence[View], str]],
        pictures: dict[str, list[tuple[bytes, str]]],
        numbers: dict[str, int],
    ) -> None:
        self._forget({numbers[i]: pictures[i] for i in rows if i in numbers})
        after = self.db.execute("select coalesce(max(number), 0) from items").fetchone()[0]
        fresh = {i: after + n for n, i in enumerate((i for i in rows if i not in numbers), start=1)}
        numbers = numbers | fresh
        records = [_item_row(numbers[i], item, digest) for i, (item, _, digest) in rows.items()]
        self.db["items"].upsert_all(records, pk="number")
        self.db["views"].insert_all(
            {"item": numbers[i], "position": position, "alt": alt, "picture": picture}
            for i in rows
            for position, (picture, alt) in enumerate(pictures[i])
        )
        self.db["item_attributes"].insert_all(
            {"item": numbers[i], "name": name, "value": value, "folded": value.casefold()}
            for i, (item, _, _) in rows.items()
            for name, value in attribute_rows(item)
        )

    def _forget(self, pictures: dict[int, list[tuple[bytes, str]]]) -> None:
        """Drop what hangs on items about to be updated, but the vectors of pictures that stay."""
        for number, new in pictures.items():
            old = self.db.execute("select position, picture from views where item = ?", [number])
            stale = [p for p, picture in old if p >= len(new) or new[p][0] != picture]
            for position in stale:
                self.db.execute("delete from vectors where item = ? and position = ?", [number, position])
            self.db.execute("delete from views where item = ?", [number])
            self.db.execute("delete from item_attributes where item = ?", [number])

    def note(self, **notes: str) -> None:
        """Remember facts about the catalogue itself, such as its ``source``."""
        self.db["notes"].upsert_all(({"name": n, "value": v} for n, v in notes.items()), pk="name")

    def notes(self) -> dict[str, str]:
        return {row["name"]: row["value"] for row in self.db["notes"].rows}

    # -- reading ---------------------------------------------------------------------------------

    def count(self) -> int:
        """How many items there are."""
        return self.db["items"].count

    def item(self, item_id: str) -> Item:
        """One item; raises :class:`UnknownItem`."""
        return self.items([item_id])[0]

    def items(self, ids: Sequence[str]) -> list[Item]:
        """Items in the order asked; raises :class:`UnknownItem`."""
        rows = self.db.query(f"select * from items where id in {_EACH}", [json.dumps(list(ids))])
        found = {row["id"]: _item(row) for row in rows}
        self._all_known(ids, found)
        return [found[i] for i in ids]

    def _all_known(self, ids: Sequence[str], found: Collection[str]) -> None:
        missing = [i for i in ids if i not in found]
        if missing:
            raise UnknownItem(f"no item {missing[0]!r} in {self.name}: ask search or export for its ids")

    def picture(self, item_id: str, position: int = 0) -> View:
        """One view of an item; raises :class:`UnknownItem`."""
        for view in self._views(item_id, "and position = ?", [position]):
            return view
        raise UnknownItem(f"no picture {position} of item {item_id!r} in {self.name}")

    def views(self, item_id: str) -> list[View]:
        """All views of an item, the first first; raises :class:`UnknownItem`."""
        views = self._views(item_id, "order by position", [])
        if not views:
            raise UnknownItem(f"no item {item_id!r} in {self.name}: ask search or export for its ids")
        return views

    def alts(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What each item's views show, in words and in their order, without their pictures; raises :class:`UnknownItem`."""
        sql = f"select id, alt from views join items on number = item where id in {_EACH} order by item, position"
        found: dict[str, tuple[str, ...]] = {}
        for item_id, alt in self.db.execute(sql, [json.dumps(list(ids))]):
            found[item_id] = (*found.get(item_id, ()), alt)
        self._all_known(ids, found)
        return found

    def _views(self, item_id: str, rest: str, params: list[int]) -> list[View]:
        sql = "select position, picture, alt from views join items on number = item where id = ? "
        rows = self.db.execute(sql + rest, [item_id, *params])
        return [View(item_id, position, picture, alt) for position, picture, alt in rows]

    def all_views(self) -> Iterator[View]:
        """Every view of every item, in the catalogue's own order."""
        sql = "select id, position, picture, alt from views join items on number = item "
        return (View(*row) for row in self.db.execute(sql + "order by item, position"))

    def titles(self, limit: int | None = None) -> list[str]:
        """Titles in the catalogue's own order."""
        sql = "select title from items order by number limit ?"
        return [title for (title,) in self.db.execute(sql, [_limit(limit)])]

    def select(
        self,
        filters: Sequence[Filter] = (),
        *,
        sort: str | None = None,
        descending: bool = False,
        limit: int | None = None,
    ) -> list[str]:
        """Ids of the items that meet every filter, in the catalogue's own order or sorted.

        Items without a value come last either way. Raises :class:`BadFilter` for an unknown field.
        """
        where, params = self._where(filters)
        sql = f"select id from items where {where} order by {_order(sort, descending)} limit ?"
        return [i for (i,) in self.db.execute(sql, [*params, _limit(limit)])]

    def match(
        self, text: str, k: int, *, filters: Sequence[Filter] = (), among: Collection[str] | None = None
    ) -> Hits:
        """The ``k`` items whose title, attributes or description best hold any of the words of ``text``.

        Scores are BM25, higher is better. No text a person can type is an error; text without a
        word in it matches nothing. ``among`` narrows the answer to some ids.
        """
        query = _fts_query(text)
        if not query:
            return Hits.of([])
        where, params = self._where(filters)
        if among is not None:
            where += f" and items.id in {_EACH}"
            params.append(json.dumps(list(among)))
        narrow = "" if where == "1" else f"and +items_fts.rowid in (select number from items where {where})"
        sql = (
            f"select items.id, best.score from (select rowid as number, -{_BM25} as score from items_fts "
            f"where items_fts match ? {narrow} order by score desc, rowid limit ?) as best "
            f"join items using (number) order by best.score desc, number"
        )
        return Hits.of(self.db.execute(sql, [query, *params, max(k, 0)]).fetchall())

    def says(self, word: str) -> bool:
        """Does any item's text have this word?"""
        return len(self.match(word, 1)) > 0

    def _where(self, filters: Sequence[Filter]) -> tuple[str, list[str | float]]:
        return filter_sql(filters, self.facet_names() if filters else ())

    def facet_names(self) -> list[str]:
        """The attributes items have, ``kind`` and ``category`` among them, sorted."""
        # a loose index scan: one seek a name, where "select distinct" reads every attribute row
        sql = (
            "with recursive names(name) as (select min(name) from item_attributes union all "
            "select (select min(name) from item_attributes where name > names.name) "
            "from names where name is not null) select name from names where name is not null"
        )
        return [name for (name,) in self.db.execute(sql)]

    def facet(self, name: str) -> dict[str, int]:
        """Values of an attribute with how many items have each, commonest first.

        Values that differ in case only are one, spelt as by the first item that has it.
        """
        # counted on the index alone; only one row a value is looked up for its spelling
        sql = (
            "select (select value from item_attributes a where a.name = ? and a.folded = f.folded "
            "order by item limit 1), n from (select folded, count(*) as n from item_attributes "
            "where name = ? group by folded) as f order by n desc, folded"
        )
        return dict(self.db.execute(sql, [field_name(name)] * 2).fetchall())

    def info(self) -> dict[str, object]:
        """Name, counts, encoders, attributes (with their number of values) and price range."""
        low, high, currency = self.db.execute(
            "select min(price), max(price), min(currency) from items where price is not null"
        ).fetchone()
        attributes = self.db.execute(
            "select name, count(distinct folded) from item_attributes group by name order by name"
        )
        return {
            "name": self.name,
            "items": self.count(),
            "views": self.db["views"].count,
            "encoders": self.encoders(),
            "attributes": dict(attributes.fetchall()),
            "price": None if low is None else {"min": low, "max": high, "currency": currency},
            "bytes": (self.folder / _FILE).stat().st_size,
            **self.notes(),
        }

    # -- vectors ---------------------------------------------------------------------------------

    def encoders(self) -> dict[str, dict[str, int]]:
        """Each encoder that vectors are stored of: ``{name: {"dim": d, "count": view rows}}``."""
        sql = "select name, dim, (select count(*) from vectors where encoder = name) from encoders order by 1"
        return {name: {"dim": dim, "count": count} for name, dim, count in self.db.execute(sql)}

    def put_vectors(self, encoder: str, rows: Iterable[tuple[str, int, np.ndarray]]) -> None:
        """Store ``(item_id, position, vector (d,))`` rows in one transaction.

        Raises :class:`EncoderMismatch` where ``d`` is not what the encoder's rows have, and
        :class:`UnknownItem`.
        """
        rows = [(item_id, position, np.asarray(v, dtype="<f4")) for item_id, position, v in rows]
        if not rows:
            return
        numbers = {i: number for i, (number, _) in self._hashes([row[0] for row in rows]).items()}
        missing = [i for i, _, _ in rows if i not in numbers]
        if missing:
            raise UnknownItem(f"no item {missing[0]!r} in {self.name} to store a vector of")
        with self.db.atomic():
            self._check_dim(encoder, {vector.shape for _, _, vector in rows})
            self.db["vectors"].insert_all(
                (
                    {"encoder": encoder, "item": numbers[i], "position": p, "vector": vector.tobytes()}
                    for i, p, vector in rows
                ),
                replace=True,
            )

    def _check_dim(self, encoder: str, shapes: set[tuple[int, ...]]) -> None:
        known = {(dim,) for (dim,) in self.db.execute("select dim from encoders where name = ?", [encoder])}
        if len(shapes | known) != 1 or len(min(shapes)) != 1:
            raise EncoderMismatch(
                f"vectors of {encoder!r} came in shapes {sorted(shapes)}; {self.name} holds "
                f"{sorted(known) or 'none yet'}: give one row (d,) a view, of one length"
            )
        if not known:
            self.db["encoders"].insert({"name": encoder, "dim": min(shapes)[0]})

    def vectors(self, encoder: str) -> tuple[list[str], np.ndarray]:
        """Item ids, one a view row in the catalogue's own order, and their matrix ``(n, d)`` float32."""
        dim = self.encoders().get(encoder, {"dim": 0})["dim"]
        sql = (
            "select items.id, vector from vectors join items on number = item where encoder = ? "
            "order by item, position"
        )
        rows = self.db.execute(sql, [encoder]).fetchall()
        matrix = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f4").reshape(len(rows), dim)
        return [i for i, _ in rows], matrix.astype(np.float32)

    def vector(self, encoder: str, item_id: str, position: int = 0) -> np.ndarray:
        """One view's row ``(d,)`` float32; raises :class:`UnknownItem`."""
        sql = "select vector from vectors join items on number = item where "
        where = "id = ? and encoder = ? and position = ?"
        row = self.db.execute(sql + where, [item_id, encoder, position]).fetchone()
        if row is None:
            raise UnknownItem(
                f"no vector by {encoder!r} of item {item_id!r}, picture {position}, in {self.name}"
            )
        return np.frombuffer(row[0], dtype="<f4").astype(np.float32)

    def missing(self, encoder: str) -> list[tuple[int, int]]:
        """``(item number, position)`` of the views without a vector of ``encoder``."""
        sql = (
            "select item, position from views where not exists (select 1 from vectors v where "
            "v.encoder = ? and v.item = views.item and v.position = views.position) order by item, position"
        )
        return self.db.execute(sql, [encoder]).fetchall()

    def missing_vectors(self, encoder: str) -> Iterator[tuple[str, int, bytes]]:
        """``(item_id, position, picture)`` of the views without a vector of ``encoder``.

        The list is fixed at the start, so vectors may be put while it is read.
        """
        sql = "select id, position, picture from views join items on number = item where "
        for place in self.missing(encoder):
            yield from self.db.execute(sql + "item = ? and position = ?", place).fetchall()


# An IN list of any length as one JSON parameter; SQLite limits the number of plain ones.
_EACH = "(select value from json_each(?))"


def _fold(text: str | None) -> str:
    return (text or "").casefold()


def _limit(limit: int | None) -> int:
    return -1 if limit is None else max(limit, 0)


def _order(sort: str | None, descending: bool) -> str:
    if sort is None:
        return "number"
    field = field_name(sort)
    if field not in _SORTS:
        raise BadFilter(f"cannot sort by {sort!r}: sort by one of {', '.join(_SORTS)}")
    column = field if field in NUMBER_FIELDS else f"fold({field})"
    return f"{field} is null, {column} {'desc' if descending else 'asc'}, number"


def _batches(rows: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def _fts_query(text: str) -> str:
    """Words of ``text`` as quoted FTS5 strings, any of which may match: no operator survives."""
    words = list(dict.fromkeys(re.findall(r"\w+", text.casefold())))
    telling = [word for word in words if word not in _STOP_WORDS] or words
    return " OR ".join(f'"{word}"' for word in telling[:_QUERY_TERMS])


def _content_hash(item: Item, views: Sequence[View]) -> str:
    facts = [item.id, item.title, item.description, item.price, item.currency, item.rating]
    facts += [list(item.category), sorted(item.attributes.items()), [view.alt for view in views]]
    digest = hashlib.blake2b(json.dumps(facts).encode(), digest_size=16)
    for view in views:
        digest.update(len(view.picture).to_bytes(8, "little"))
        digest.update(view.picture)
    return digest.hexdigest()


def _fit_all(
    rows: dict[str, tuple[Item, Sequence[View], str]],
) -> tuple[dict[str, list[tuple[bytes, str]]], list[tuple[str, str]]]:
    fitted, refused = {}, []
    with ThreadPoolExecutor(os.cpu_count()) as decoders:  # decoding lets go of the interpreter's lock
        results = decoders.map(_fit, [views for _, views, _ in rows.values()])
        for item_id, result in zip(rows, results, strict=True):
            if isinstance(result, str):
                refused.append((item_id, result))
            else:
                fitted[item_id] = result
    return fitted, refused


def _fit(views: Sequence[View]) -> list[tuple[bytes, str]] | str:
    """Pictures to store and their alt texts, or why there is none."""
    try:
        return [(fit_picture(view.picture), view.alt) for view in views] or "it has no picture"
    except BadPicture as error:
        return str(error)


def _item_row(number: int, item: Item, digest: str) -> dict[str, object]:
    return {
        "number": number,
        "id": item.id,
        "title": item.title,
        "description": item.description,
        "price": item.price,
        "currency": item.currency,
        "rating": item.rating,
        "category": json.dumps(item.category, ensure_ascii=False),
        "attributes": json.dumps(dict(item.attributes), ensure_ascii=False),
        "words": " ; ".join([*item.category, *item.attributes.values()]),
        "content_hash": digest,
    }


def _item(row: dict) -> Item:
    return Item(
        id=row["id"],
        title=row["title"],
        description=row["description"],
        price=row["price"],
        currency=row["currency"],
        rating=row["rating"],
        category=tuple(json.loads(row["category"])),
        attributes=json.loads(row["attributes"]),
    )


def attribute_rows(item: Item) -> Iterator[tuple[str, str]]:
    """What an item can be filtered by: ``category=Apparel`` finds it at any level of its path."""
    if item.kind:
        yield "kind", item.kind
    for level in dict.fromkeys(item.category):
        yield "category", level
    for name, value in item.attributes.items():
        if value and name not in ("kind", "category"):
            yield name, value
