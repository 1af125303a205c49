"""One table of a paper from scratch: python -m models.papers TABLE [--data SOURCE] [--out DIR] [--json]."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from models.command import OneLineParser
from models.papers import TABLES, run_table
from models.papers.tables import as_json, markdown, write

__all__ = ["main"]

DATA = "ashraq/fashion-product-images-small"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first line."""
    options = _options(arguments)
    out = Path(options.out or Path("runs") / "papers" / options.table)
    try:
        tables = run_table(options.table, options.data, out)
    except (ValueError, OSError) as error:  # BadRecipe, the catalogue's and the encoder's named errors
        print(f"models.papers {options.table}: {error}", file=sys.stderr)
        return 2
    write(tables, out)
    if options.json:
        print(json.dumps([as_json(table) for table in tables]))
    else:
        print("\n\n".join(markdown(table) for table in tables))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = OneLineParser(prog="python -m models.papers", description=__doc__)
    parser.add_argument("table", choices=sorted(TABLES), metavar="TABLE", help=", ".join(sorted(TABLES)))
    parser.add_argument("--data", default=DATA, metavar="SOURCE",
                        help="pictures and labels, as `catalog import` takes (%(default)s)")
    parser.add_argument("--out", metavar="DIR", help="where weights, cached features and tables go (runs/papers/TABLE)")
    parser.add_argument("--json", action="store_true", help="the tables as JSON on standard output")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
