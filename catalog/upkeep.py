"""Looking after a catalogue: is it whole, and can it leave in the importer's own format."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tqdm import tqdm

from catalog.importers import split_path
from catalog.items import BadPicture, BadSource, Item
from catalog.pictures import open_picture, picture_format
from catalog.store import Store, attribute_rows

__all__ = ["export", "verify"]

_COLUMNS = ("id", "title", "description", "price", "currency", "rating", "category", "image", "alt")
_UNIT_TOLERANCE = 1e-3
_NAMED_PROBLEMS = 5  # of one sort; the rest are counted


def verify(store: Store, *, progress: bool = False) -> list[str]:
    """What is wrong with the catalogue, a line each; an empty list means it is whole.

    Checks the file, that every item has a picture and every picture decodes, that full text and
    attributes agree with the items, and that vectors are complete, finite and of length 1.
    """
    checks = (_file_problems, _item_problems, _full_text_problems, _vector_problems)
    problems = [problem for check in checks for problem in check(store)]
    return problems + list(_named(_picture_problems(store, progress)))


def _file_problems(store: Store) -> Iterator[str]:
    for (line,) in store.db.execute("pragma quick_check(5)"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for (table,) in store.db.execute('select distinct "table" from pragma_foreign_key_check'):
        yield f"{table} has rows of items that are not there"


def _item_problems(store: Store) -> Iterator[str]:
    bare = store.db.execute("select id from items where number not in (select item from views)")
    yield from _named(f"item {item_id!r} has no picture" for (item_id,) in bare)
    held = dict(store.db.execute("select item, count(*) from item_attributes group by item").fetchall())
    numbers = dict(store.db.execute("select id, number from items").fetchall())
    items = store.items(list(numbers))
    wrong = (item.id for item in items if held.get(numbers[item.id], 0) != len(list(attribute_rows(item))))
    yield from _named(f"item {item_id!r} cannot be filtered by all its attributes" for item_id in wrong)


def _full_text_problems(store: Store) -> Iterator[str]:
    try:
        store.db.execute("insert into items_fts(items_fts, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield "the full text is not that of the items"


def _vector_problems(store: Store) -> Iterator[str]:
    for encoder, held in store.encoders().items():
        missing = len(store.missing(encoder))
        if missing:
            yield f"{missing} pictures have no vector of {encoder!r}: import again with that --encoder"
        try:
            _, matrix = store.vectors(encoder)
        except ValueError:
            yield f"vectors of {encoder!r} are not all of {held['dim']} numbers"
            continue
        if not np.isfinite(matrix).all():
            yield f"vectors of {encoder!r} have numbers that are not finite"
        elif len(matrix) and np.abs(np.linalg.norm(matrix, axis=1) - 1).max() > _UNIT_TOLERANCE:
            yield f"vectors of {encoder!r} are not all of length 1"


def _picture_problems(store: Store, progress: bool) -> Iterator[str]:
    total = store.db["views"].count
    views = tqdm(store.all_views(), "verify", total, unit=" views", disable=not progress, mininterval=0.5)
    for view in views:
        try:
            open_picture(view.picture)
        except BadPicture as error:
            yield f"picture {view.position} of item {view.item_id!r}: {error}"


def _named(problems: Iterator[str]) -> Iterator[str]:
    rest = 0
    for n, problem in enumerate(problems):
        if n < _NAMED_PROBLEMS:
            yield problem
        else:
            rest += 1
    if rest:
        yield f"and {rest} more like it"


def export(store: Store, destination: str, *, progress: bool = False) -> Path:
    """Write the catalogue as a table with ``pictures/`` beside it, which the importer reads back.

    ``destination`` is a folder, which gets ``catalogue.csv``, or a .csv or .jsonl file. Returns the
    table's path; raises :class:`BadSource` where it is there already or of another format.
    """
    table = Path(destination)
    if table.suffix.lower() not in (".csv", ".jsonl"):
        table = table / "catalogue.csv"
    if table.exists():
        raise BadSource(f"{str(table)!r} is there already: export to another place, or remove it first")
    pictures = table.parent / "pictures"
    try:
        pictures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSource(f"cannot write to {destination!r}: {error.strerror}") from error
    ids = tqdm(store.select(), "export", unit=" items", disable=not progress, mininterval=0.5)
    rows = (_export_row(store, item_id, number, pictures) for number, item_id in enumerate(ids, start=1))
    if table.suffix.lower() == ".jsonl":
        _write_jsonl(table, rows)
    else:
        attributes = [name for name in store.facet_names() if name not in ("kind", "category")]
        _write_csv(table, rows, [*_COLUMNS, *attributes])
    return table


def _export_row(store: Store, item_id: str, number: int, pictures: Path) -> dict[str, object]:
    item, views = store.item(item_id), store.views(item_id)
    stem = f"{number:06d}-{re.sub(r'[^A-Za-z0-9]+', '-', item_id)[:40]}"
    names = []
    for view in views:
        names.append(f"{stem}-{view.position}.{picture_format(view.picture)}")
        (pictures / names[-1]).write_bytes(view.picture)
    images = [f"{pictures.name}/{name}" for name in names]
    return {**_item_cells(item), "image": images, "alt": [view.alt for view in views]}


def _item_cells(item: Item) -> dict[str, object]:
    return {
        **item.attributes,
        "id": item.id,
        "title": item.title,
        "description": item.description,
        "price": item.price,
        "currency": item.currency,
        "rating": item.rating,
        "category": list(item.category),
    }


def _write_jsonl(table: Path, rows: Iterator[dict[str, object]]) -> None:
    with table.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_csv(table: Path, rows: Iterator[dict[str, object]], columns: list[str]) -> None:
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns)
        writer.writeheader()
        for row in rows:
            cells = {"category": _path_cell(row["category"]), "image": ";".join(row["image"]), "alt": json.dumps(row["alt"])}
            writer.writerow({**row, **cells})


def _path_cell(path: list[str]) -> str:
    """A > B > C, or a JSON list where a level's own name would be split again."""
    cell = " > ".join(path)
    return cell if list(split_path(cell)) == path else json.dumps(path, ensure_ascii=False)
