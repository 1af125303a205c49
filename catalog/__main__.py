"""python -m catalog: import, list, info, verify, remove, export and search; see --help."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from catalog.filters import parse_where
from catalog.ingest import import_source
from catalog.items import BadPicture, BadQuery, BadSource, CatalogError, Hits, Item, UnknownCatalogue
from catalog.pictures import open_picture
from catalog.search import Catalogue
from catalog.store import Store, catalogues, named, open_catalogue
from catalog.upkeep import export, verify
from models.command import OneLineParser, positive

__all__ = ["main"]

Arguments = argparse.Namespace
Command = Callable[[Arguments], "int | None"]


def main(
    argv: Sequence[str] | None = None,
    *,
    load_encoder: Callable[[str], Any] | None = None,
    compose_query: Callable[..., np.ndarray] | None = None,
) -> int:
    """Run one command and return its exit status: 0, 2 on bad input, 130 when interrupted.

    ``load_encoder`` and ``compose_query`` stand in for those of ``models``.
    """
    arguments = _parser().parse_args(argv)
    arguments.load_encoder = load_encoder or _load_encoder
    arguments.compose_query = compose_query or _compose_query
    try:
        return arguments.run(arguments) or 0
    except CatalogError as error:
        print(f"catalog: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ncatalog: interrupted; an import keeps what it has: run it again to go on", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="python -m catalog", description="Take goods in, look after them, search."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _import_options(_command(commands, "import", _import, "take goods in, or go on where an import stopped"))
    _command(commands, "list", _list, "the catalogues there are")
    for name, run, what in (
        ("info", _info, "what is in a catalogue"),
        ("verify", _verify, "is it whole?"),
        ("remove", _remove, "delete it"),
        ("export", _export, "write it as a table with pictures beside it"),
        ("search", _search, "find items by words, pictures and conditions"),
    ):
        _command(commands, name, run, what).add_argument("name", metavar="NAME")
    commands.choices["export"].add_argument("destination", metavar="DEST", help="a folder, .csv or .jsonl")
    _search_options(commands.choices["search"])
    return parser


def _command(commands: Any, name: str, run: Command, what: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    return parser


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", metavar="SOURCE", help="a table, a folder of pictures, or ORG/NAME on the hub"
    )
    parser.add_argument("--name", required=True, help="letters, digits, - and _")
    parser.add_argument("--encoder", default="compact", help="what turns pictures into vectors (%(default)s)")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="a column by its field; repeatable"
    )


def _search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", type=str.strip, default="", metavar="TEXT")
    parser.add_argument("--image", metavar="FILE", help="look like this picture")
    parser.add_argument("--like", metavar="ID", help="look like this item")
    parser.add_argument("--plus", action="append", default=[], metavar="TEXT", help="more of this")
    parser.add_argument("--minus", action="append", default=[], metavar="TEXT", help="less of this")
    parser.add_argument("--where", metavar="EXPR", help="such as: colour=blue and price<50")
    parser.add_argument("-k", type=positive, default=10, metavar="N", help="how many (%(default)s)")
    parser.add_argument("--encoder", default="compact", help="the one it was imported with (%(default)s)")


# -- commands ----------------------------------------------------------------------------------------


def _import(arguments: Arguments) -> None:
    named(arguments.name)  # before a model is loaded for nothing
    summary = import_source(
        arguments.source,
        arguments.name,
        encoder=arguments.load_encoder(arguments.encoder),
        column_map=_column_map(arguments.map),
    )
    _answer(arguments, summary, _summary_lines(summary))


def _column_map(pairs: Iterable[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise BadSource(f"cannot read --map {pair!r}: write FIELD=COLUMN, such as --map title=heading")
        columns[field] = column
    return columns


def _summary_lines(summary: dict[str, Any]) -> list[str]:
    lines = [
        f"{summary['items']} items with {summary['views']} pictures in {summary['seconds']} s "
        f"({summary['new']} new, {summary['updated']} updated, {summary['same']} as before, "
        f"{summary['encoded']} pictures encoded)"
    ]
    if summary["repeated"]:
        lines.append(f"{summary['repeated']} rows repeated an id: the later row counts")
    if summary["skipped"]:
        lines.append(f"{len(summary['skipped'])} rows skipped:")
    return lines + [f"  row {skipped['row']}: {skipped['why']}" for skipped in summary["skipped"]]


def _list(arguments: Arguments) -> None:
    rows = []
    for name in catalogues():
        with open_catalogue(name) as store:
            rows.append({"name": name, "items": store.count(), "encoders": sorted(store.encoders())})
    lines = [f"{row['name']}\t{row['items']} items\t{', '.join(row['encoders'])}" for row in rows]
    _answer(arguments, rows, lines or ["no catalogues yet: python -m catalog import SOURCE --name NAME"])


def _info(arguments: Arguments) -> None:
    with open_catalogue(arguments.name) as store:
        info = store.info()
    _answer(arguments, info, [f"{name}: {value}" for name, value in info.items() if value is not None])


def _verify(arguments: Arguments) -> int:
    with open_catalogue(arguments.name) as store:
        problems = verify(store, progress=True)
        report = {"name": store.name, "ok": not problems, "items": store.count(), "problems": problems}
    _answer(arguments, report, problems or [f"{report['name']} is whole: {report['items']} items"])
    if problems:
        print(f"catalog: {report['name']} is broken: import its source again", file=sys.stderr)
    return 2 if problems else 0


def _remove(arguments: Arguments) -> None:
    folder = named(arguments.name)
    if arguments.name not in catalogues():
        there = ", ".join(catalogues()) or "none"
        raise UnknownCatalogue(f"no catalogue {arguments.name!r} to remove: there are {there}")
    shutil.rmtree(folder)
    _answer(arguments, {"removed": arguments.name}, [f"removed {arguments.name}"])


def _export(arguments: Arguments) -> None:
    with open_catalogue(arguments.name) as store:
        table = export(store, arguments.destination, progress=True)
        count = store.count()
    _answer(arguments, {"items": count, "table": str(table)}, [f"{count} items in {table}"])


def _search(arguments: Arguments) -> None:
    filters = parse_where(arguments.where) if arguments.where is not None else ()
    with open_catalogue(arguments.name) as store:
        if any((arguments.text, arguments.image, arguments.like, arguments.plus, arguments.minus)):
            hits = _ranked(store, arguments, filters)
        else:
            hits = Hits.of([(item_id, 0.0) for item_id in store.select(filters, limit=arguments.k)])
        items = store.items(hits.ids)
    for item, (_, score) in zip(items, hits, strict=True):
        print(_found_json(item, score) if arguments.json else _found_line(item, score))


def _ranked(store: Store, arguments: Arguments, filters: Sequence[Any]) -> Hits:
    if arguments.image and arguments.like:
        raise BadQuery("--image and --like both say what it should look like: give one of them")
    encoder = arguments.load_encoder(arguments.encoder)
    catalogue = Catalogue(store, encoder.name, encoder.dim)
    picture = None
    if arguments.image:
        picture = encoder.images([_read_picture(arguments.image)])[0]
    elif arguments.like:
        picture = catalogue.vector_of(arguments.like)
    vector = arguments.compose_query(
        encoder, picture=picture, text=arguments.text, plus=arguments.plus, minus=arguments.minus,
        kind=store.item(arguments.like).kind if arguments.like else "",
    )
    itself = [arguments.like] if arguments.like else []
    return catalogue.search(
        vector=vector, text=arguments.text, k=arguments.k, filters=filters, exclude=itself
    )


def _read_picture(path: str) -> Any:
    try:
        return open_picture(Path(path).read_bytes())
    except OSError as error:
        raise BadPicture(f"cannot read {path!r}: {error.strerror or error}") from error


def _found_json(item: Item, score: float) -> str:
    found = {"id": item.id, "score": round(score, 6), "title": item.title, "price": item.price}
    return json.dumps({**found, "currency": item.currency, "attributes": item.facts()}, ensure_ascii=False)


def _found_line(item: Item, score: float) -> str:
    gap = " " if item.currency.isalpha() else ""  # USD 5, but $5
    price = "" if item.price is None else f"{item.currency}{gap}{item.price:g}"
    return "\t".join([f"{score:.3f}", item.id, item.title, price]).rstrip()


def _answer(arguments: Arguments, answer: Any, lines: Iterable[str]) -> None:
    print(json.dumps(answer, ensure_ascii=False) if arguments.json else "\n".join(lines))


# -- what models gives -------------------------------------------------------------------------------


class _NoEncoder(CatalogError):
    """The encoder asked for cannot be had."""


def _load_encoder(name: str) -> Any:
    from models.encoder import EncoderError, load_encoder

    try:
        return load_encoder(name)
    except EncoderError as error:
        raise _NoEncoder(str(error)) from error


def _compose_query(encoder: Any, *, kind: str, **parts: Any) -> np.ndarray:
    from models.composition import compose_query
    from models.words import singular

    return compose_query(encoder, kind=singular(kind), **parts)


if __name__ == "__main__":
    sys.exit(main())
