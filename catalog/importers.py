"""Sources of goods -> rows of items with their pictures: parquet, CSV, TSV, JSONL, folders, the hub."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.items import BadSource, Item, View, field_name, snake_case
from catalog.store import home

if TYPE_CHECKING:
    import pyarrow.parquet as parquet

__all__ = ["Row", "Skipped", "Source", "open_source", "parse_price", "split_path"]

Cells = Mapping[str, Any]

# The usual names of each field's column in snake case. The first that has something in it counts.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "product_id", "item_id", "sku", "uniq_id", "asin", "pid"),
    "title": ("title", "product_display_name", "name", "product_name", "product_title", "item_name"),
    "description": ("description", "product_description", "desc", "about_product"),
    "image": (
        "image", "images", "image_path", "image_url", "image_urls", "photo", "photo_url", "picture",
        "pictures", "img", "image_link", "image_file", "file_name", "filename",
    ),
    "alt": ("alt", "alt_text", "image_alt"),
    "price": ("price", "discount_price", "discounted_price", "sale_price", "selling_price", "actual_price"),
    "currency": ("currency", "price_currency"),
    "rating": ("rating", "ratings", "average_rating", "stars"),
}  # fmt: skip
# The levels of the taxonomy path, root first.
CATEGORY_COLUMNS = (
    "master_category", "main_category", "department", "category", "categories", "category_path",
    "product_category", "taxonomy", "google_product_category", "sub_category", "subcategory", "product_type",
    "article_type", "type", "kind",
)  # fmt: skip
# These hold one level, so a "/" in them is part of its name; the others may hold a whole path.
_LEVEL_COLUMNS = (
    "master_category", "main_category", "department", "sub_category", "subcategory", "product_type",
    "article_type", "type", "kind",
)  # fmt: skip
FIELDS = (*COLUMNS, "category")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif")
TABLE_SUFFIXES = (".parquet", ".csv", ".tsv", ".jsonl")
METADATA_FILES = ("metadata.csv", "metadata.jsonl")

_INDEX_COLUMNS = re.compile(r"(unnamed_\d+|index|index_level_\d+|)")  # a data frame's row numbers
_LONGEST_ATTRIBUTE = 200  # characters; beyond that it is prose, not a value to filter by
_DOWNLOAD_TIMEOUT_S = 10
_DOWNLOAD_LIMIT_BYTES = 20_000_000


@dataclass(frozen=True)
class Row:
    """A row that can be used. ``number`` counts from 1 in the source."""

    number: int
    item: Item
    views: tuple[View, ...]


@dataclass(frozen=True)
class Skipped:
    """A row that cannot be used, and why."""

    row: int
    why: str


@dataclass(frozen=True)
class Source:
    """Rows to be read once, and how many there are where that is known beforehand."""

    rows: Iterator[Row | Skipped]
    total: int | None = None


@dataclass(frozen=True)
class _Shelf:
    """Where a table's pictures lie. A sealed one gives only what lies in its folder: the table is a stranger's."""

    folder: Path
    sealed: bool = False

    def read(self, name: str) -> bytes:
        path = self.folder / name
        if self.sealed and not path.resolve().is_relative_to(self.folder.resolve()):
            raise _BadRow(f"its picture {name!r} lies outside what was sent")
        return path.read_bytes()


class _BadRow(Exception):
    """This row cannot be used; the text says why."""


def open_source(source: str, *, column_map: Mapping[str, str] | None = None, sealed: bool = False) -> Source:
    """Rows of a .parquet, .csv, .tsv or .jsonl file, a folder of pictures, or a hub data set.

    Args:
        source: a path, or ``ORG/NAME`` of a data set on the hub.
        column_map: field -> the source's own column, where its name is not a usual one; any other
            field than those of :data:`COLUMNS` and ``category`` makes an attribute of that name.
        sealed: take pictures from the table itself and from its own folder only, none by URL or from elsewhere on
            this machine: for a source that somebody else has written. It is never looked for on the hub.

    Raises:
        BadSource: there is no such source, it is of no known format, or it has no picture column.
    """
    path = Path(source)
    if path.is_dir():
        return _open_folder(_Shelf(path, sealed), column_map or {})
    if path.is_file():
        return _open_table(path, column_map or {}, _Shelf(path.parent, sealed))
    if sealed or path.suffix.lower() in TABLE_SUFFIXES or not re.fullmatch(r"[\w.-]+/[\w.-]+", source):
        raise BadSource(
            f"nothing is at {source!r}: give a {', '.join(TABLE_SUFFIXES)} file, a folder of pictures, "
            f"or a hub data set as ORG/NAME"
        )
    return _open_hub(source, column_map or {})


# -- tables ------------------------------------------------------------------------------------------


def _open_table(path: Path, column_map: Mapping[str, str], shelf: _Shelf) -> Source:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _open_parquet([path], column_map, shelf)
    if suffix in (".csv", ".tsv"):
        header = _csv_header(path)
        return Source(_rows(_csv_cells(path), _Columns(header, column_map), shelf))
    if suffix == ".jsonl":
        names = list(dict.fromkeys(name for cells in _jsonl_cells(path) if cells for name in cells))
        return Source(_rows(_jsonl_cells(path), _Columns(names, column_map), shelf))
    raise BadSource(
        f"cannot read {path.name!r}: give a {', '.join(TABLE_SUFFIXES)} file or a folder of pictures"
    )


def _open_parquet(paths: Sequence[Path], column_map: Mapping[str, str], shelf: _Shelf) -> Source:
    import pyarrow
    from pyarrow import parquet

    try:
        files = [parquet.ParquetFile(path) for path in paths]
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise BadSource(f"{paths[0].name!r} is not a parquet file that can be read: {error}") from error
    columns = _Columns(files[0].schema_arrow.names, column_map)
    total = sum(file.metadata.num_rows for file in files)
    return Source(_rows(_parquet_cells(files), columns, shelf), total)


def _parquet_cells(files: Sequence[parquet.ParquetFile]) -> Iterator[Cells]:
    import pyarrow

    try:
        for file in files:
            for batch in file.iter_batches(500):
                yield from batch.to_pylist()
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise BadSource(f"the parquet file is broken: {error}") from error


def _csv_header(path: Path) -> list[str]:
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        return next(csv.reader(lines, delimiter=_delimiter(path)), [])


def _csv_cells(path: Path) -> Iterator[Cells]:
    csv.field_size_limit(_DOWNLOAD_LIMIT_BYTES)
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        try:
            yield from csv.DictReader(lines, delimiter=_delimiter(path))
        except csv.Error as error:
            raise BadSource(f"{path.name!r} is no CSV that can be read: {error}") from error


def _delimiter(path: Path) -> str:
    if path.suffix.lower() == ".tsv":
        return "\t"
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        header = lines.readline()
    return max(",;\t|", key=header.count)  # European spreadsheets write CSV with semicolons


def _jsonl_cells(path: Path) -> Iterator[Cells | None]:
    """A mapping a line, None for a line that is not one."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in filter(str.strip, lines):
            try:
                cells = json.loads(line)
            except json.JSONDecodeError:
                cells = None
            yield cells if isinstance(cells, dict) else None


# -- folders and the hub -----------------------------------------------------------------------------


def _open_folder(shelf: _Shelf, column_map: Mapping[str, str]) -> Source:
    folder = shelf.folder
    paths = sorted(path for path in folder.rglob("*") if _is_picture(path))
    pictures = [path.relative_to(folder).as_posix() for path in paths]
    if not pictures:
        raise BadSource(f"no pictures in {folder.name!r}: files that end in {', '.join(PICTURE_SUFFIXES)}")
    cells, names = _folder_metadata(folder)
    columns = _Columns(list(dict.fromkeys([*names, "file_name", "id", "title", "category"])), column_map)
    listed = {name for row in cells for name in _file_names(row, columns)}
    rows = cells + [{columns.fields["image"][0]: name} for name in pictures if name not in listed]
    return Source(_rows([_with_place(row, columns) for row in rows], columns, shelf), len(rows))


def _file_names(cells: Cells, columns: _Columns) -> list[str]:
    pictures = _pictures(columns.first("image", cells))
    return [Path(name).as_posix() for name in pictures if isinstance(name, str)]


def _with_place(cells: Cells, columns: _Columns) -> Cells:
    """The cells, with what the picture's place says where they say nothing of their own.

    ``shoes/red-shoe_2.jpg`` is a "red shoe 2" among the shoes.
    """
    name = next(iter(_file_names(cells, columns)), "")
    path = Path(name)
    place = {"id": name, "title": _spaced(path.stem), "category": [_spaced(part) for part in path.parts[:-1]]}
    unsaid = {columns.fields[f][0]: value for f, value in place.items() if columns.first(f, cells) is None}
    return {**cells, **unsaid}


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".") and path.is_file()


def _folder_metadata(folder: Path) -> tuple[list[Cells], list[str]]:
    for path in (folder / name for name in METADATA_FILES):
        if path.is_file():
            read = _csv_cells if path.suffix == ".csv" else _jsonl_cells
            cells = [row for row in read(path) if row]
            return cells, list(dict.fromkeys(name for row in cells for name in row if name))
    return [], []


def _spaced(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip() or text


def _open_hub(name: str, column_map: Mapping[str, str]) -> Source:
    try:
        import huggingface_hub as hub
    except ImportError:
        raise BadSource(
            f"nothing is at {name!r}, and to ask the hub for it needs: pip install huggingface_hub"
        ) from None
    try:
        # dataset_info fails at once where there is no network; list_repo_files tries for half a minute
        files = hub.HfApi().dataset_info(name, timeout=_DOWNLOAD_TIMEOUT_S).siblings or []
        parts = sorted(file.rfilename for file in files if file.rfilename.endswith(".parquet"))
        paths = [Path(hub.hf_hub_download(name, part, repo_type="dataset")) for part in parts]
    except Exception as error:  # the hub's client raises its own, requests' and httpx's errors
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BadSource(f"{name!r} is no file or folder here, and the hub says: {reason}") from error
    if not paths:
        raise BadSource(f"the hub's data set {name!r} has no parquet files: download and import its folder")
    return _open_parquet(paths, column_map, _Shelf(paths[0].parent))


# -- from a table's cells to items -------------------------------------------------------------------


class _Columns:
    """Which of a table's columns say what; raises :class:`BadSource` for a column that is not there."""

    def __init__(self, names: Sequence[str], column_map: Mapping[str, str]) -> None:
        missing = [column for column in column_map.values() if column not in names]
        if missing:
            raise BadSource(f"no column {missing[0]!r} to map: the columns are {', '.join(names)}")
        mapped = {snake_case(field): column for field, column in column_map.items()}
        free = {snake_case(name): name for name in names if name not in mapped.values()}
        self.fields = {
            field: [mapped[field]] if field in mapped else [free[u] for u in usual if u in free]
            for field, usual in (*COLUMNS.items(), ("category", CATEGORY_COLUMNS))
        }
        if not self.fields["image"]:
            raise BadSource(f"no picture column among {', '.join(names)}: name it with --map image=COLUMN")
        self.attributes = {column: field_name(f) for f, column in mapped.items() if f not in FIELDS}
        used = {*mapped.values(), *(column for columns in self.fields.values() for column in columns)}
        for usual, name in free.items():
            if name not in used and not _INDEX_COLUMNS.fullmatch(usual):
                self.attributes[name] = field_name(name)

    def first(self, field: str, cells: Cells) -> Any:
        """The first of the field's cells with something in it, or None."""
        return next((v for c in self.fields[field] if not _empty(v := cells.get(c))), None)

    def category(self, cells: Cells) -> tuple[str, ...]:
        levels = [level for column in self.fields["category"] for level in _levels(column, cells.get(column))]
        # a leaf that an earlier column said already is said once, and stays the leaf: it is the kind
        levels = [level for level in levels[:-1] if level.casefold() != levels[-1].casefold()] + levels[-1:]
        return tuple(levels)


def _rows(table: Iterable[Cells | None], columns: _Columns, shelf: _Shelf) -> Iterator[Row | Skipped]:
    for number, cells in enumerate(table, start=1):
        try:
            yield _row(number, cells, columns, shelf)
        except _BadRow as error:
            yield Skipped(number, str(error))


def _row(number: int, cells: Cells | None, columns: _Columns, shelf: _Shelf) -> Row:
    if cells is None:
        raise _BadRow("the line is not a JSON object")
    pictures = [_picture(cell, shelf) for cell in _pictures(columns.first("image", cells))]
    if not pictures:
        raise _BadRow("it has no picture")
    item = _item(number, cells, columns)
    alts = _alts(columns.first("alt", cells), len(pictures))
    views = (View(item.id, n, picture, alt) for n, (picture, alt) in enumerate(zip(pictures, alts, strict=True)))
    return Row(number, item, tuple(views))


def _item(number: int, cells: Cells, columns: _Columns) -> Item:
    item_id = _text(columns.first("id", cells)) or str(number)
    description = _text(columns.first("description", cells))
    category = columns.category(cells)
    price, currency = parse_price(columns.first("price", cells))
    return Item(
        id=item_id,
        title=_text(columns.first("title", cells)) or description[:80] or "".join(category[-1:]) or item_id,
        description=description,
        price=price,
        currency=(_text(columns.first("currency", cells)) or currency) if price is not None else "",
        rating=_number(columns.first("rating", cells)),
        category=category,
        attributes=_attributes(cells, columns.attributes),
    )


def _attributes(cells: Cells, names: Mapping[str, str]) -> dict[str, str]:
    values = {name: _text(cells.get(column)) for column, name in names.items()}
    return {name: value for name, value in values.items() if value and len(value) <= _LONGEST_ATTRIBUTE}


def _levels(column: str, cell: Any) -> tuple[str, ...]:
    if snake_case(column) not in _LEVEL_COLUMNS:
        return split_path(cell)
    return (_text(cell),) if _text(cell) else ()


def split_path(cell: Any) -> tuple[str, ...]:
    """``"A > B"``, ``"A|B"``, ``"A/B"``, a list or a JSON list -> ``("A", "B")``."""
    if isinstance(cell, str):
        listed = _json_list(cell)
        mark = next((mark for mark in (">", "|", "/") if mark in cell), None)
        cell = listed if listed is not None else cell.split(mark) if mark else [cell]
    if not isinstance(cell, (list, tuple)):
        cell = [cell]
    return tuple(level for level in map(_text, cell) if level)


def parse_price(cell: Any) -> tuple[float | None, str]:
    """``"₹1,299"`` -> ``(1299.0, "₹")``; ``(None, "")`` where no price can be read."""
    if isinstance(cell, str) and not re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", cell):
        return _worded_price(cell)
    price = _number(cell)
    return (price, "") if price is not None and price >= 0 else (None, "")


@cache
def _worded_price(text: str) -> tuple[float | None, str]:
    from price_parser import Price

    price = Price.fromstring(text)
    return (None, "") if price.amount is None else (float(price.amount), price.currency or "")


def _number(cell: Any) -> float | None:
    """The first number in a cell: 4.2 of "4.2 out of 5 stars"."""
    found = re.search(r"-?\d+(\.\d+)?", _text(cell))
    return float(found[0]) if found else None


def _text(cell: Any) -> str:
    """A scalar cell or a list of them as one line of text; ``""`` for anything else."""
    if _empty(cell) or isinstance(cell, (bytes, Mapping)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a column of whole numbers with a gap in it comes as floats
    if isinstance(cell, (list, tuple)):
        return ", ".join(filter(None, map(_text, cell)))
    return re.sub(r"\s+", " ", str(cell)).strip()


def _empty(cell: Any) -> bool:
    if isinstance(cell, str):
        return cell.strip().lower() in ("", "nan", "none", "null")
    return cell is None or (isinstance(cell, float) and not math.isfinite(cell)) or cell in ([], {}, b"")


# -- pictures ----------------------------------------------------------------------------------------


def _pictures(cell: Any) -> list[Any]:
    """The pictures of one cell: bytes, ``{"bytes", "path"}``, a path, a URL, or several of them."""
    if cell is None:
        return []
    if isinstance(cell, str):
        listed = _json_list(cell)
        cell = listed if listed is not None else [part.strip() for part in re.split(r"[;|]", cell)]
    return [part for part in (cell if isinstance(cell, list) else [cell]) if not _empty(part)]


def _alts(cell: Any, count: int) -> list[str]:
    """A text a picture: the cell's own list, or its parts between "|" where there are as many as pictures.

    Any other text is the first picture's.
    """
    if isinstance(cell, str):
        listed = _json_list(cell)
        parts = cell.split("|") if listed is None else listed
        cell = parts if listed is not None or len(parts) == count else cell
    texts = cell[:count] if isinstance(cell, list) else [cell]
    return [*map(_text, texts), *[""] * (count - len(texts))]


def _json_list(text: str) -> list[Any] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None


def _picture(cell: Any, shelf: _Shelf) -> bytes:
    if isinstance(cell, Mapping):
        cell = cell.get("bytes") or cell.get("path") or cell.get("src")
    if isinstance(cell, bytes):
        return cell
    if not isinstance(cell, str):
        raise _BadRow("its picture is neither bytes, a path nor a URL")
    if re.match(r"https?://", cell):
        if shelf.sealed:
            raise _BadRow("its picture is an address on the web: send the file itself")
        return _download(cell)
    try:
        return shelf.read(cell)
    except (OSError, ValueError) as error:
        raise _BadRow(f"no picture at {cell!r}: {getattr(error, 'strerror', None) or error}") from error


def _download(url: str) -> bytes:
    """The bytes at ``url``, kept under the home folder so that an import that resumes has them."""
    kept = home() / "downloads" / hashlib.sha256(url.encode()).hexdigest()
    if kept.is_file():
        return kept.read_bytes()
    request = urllib.request.Request(url, headers={"User-Agent": "vitrine"})
    try:
        with urllib.request.urlopen(request, timeout=_DOWNLOAD_TIMEOUT_S) as answer:
            picture = answer.read(_DOWNLOAD_LIMIT_BYTES + 1)
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise _BadRow(f"no picture came from {url!r}: {error}") from error
    if len(picture) > _DOWNLOAD_LIMIT_BYTES:
        raise _BadRow(f"the picture at {url!r} is over {_DOWNLOAD_LIMIT_BYTES // 1_000_000} MB")
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(picture)
    part.replace(kept)
    return picture
