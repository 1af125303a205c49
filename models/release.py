"""From data to a served head: python -m models.release [--data SOURCE] [--out DIR] [--heads DIR] [--serve] [--catalog NAME].

Trains and measures the models of visual item selection (`models.papers item_selection`), exports the one that does best on
the dev instances, and registers it as the head in use, unless the one in use does better on the test instances. With
--serve the shop then opens with it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from models.command import OneLineParser
from models.rerank import Head

__all__ = ["WorseHead", "heads_folder", "in_use", "main", "promote"]

DATA = "ashraq/fashion-product-images-small"
ROOT = Path(__file__).resolve().parent.parent


class WorseHead(ValueError):
    """The new head does worse than the one in use, which stays."""


def heads_folder() -> Path:
    """Where heads are registered: VITRINE_HOME/heads."""
    return Path(os.environ.get("VITRINE_HOME") or Path.home() / ".vitrine") / "heads"


def in_use(heads: Path) -> tuple[Path, Head] | None:
    """The registered head's folder and what it measured; None before the first."""
    register = heads / "in-use.json"
    if not register.is_file():
        return None
    folder = heads / json.loads(register.read_text())["head"]
    return folder, Head(**json.loads((folder / "head.json").read_text()))


def promote(folder: Path, heads: Path) -> Path:
    """Registers an exported head: copied to `heads`, and then in use. Its folder there.

    Raises `WorseHead` where the head in use has the higher accuracy on as many instances or more.
    """
    new = Head(**json.loads((folder / "head.json").read_text()))
    known = in_use(heads)
    if known and known[1].accuracy > new.accuracy:
        raise WorseHead(f"{folder} has accuracy {new.accuracy:.4f} (n {new.n}), {known[0]} in use has {known[1].accuracy:.4f} "
                        f"(n {known[1].n}); it stays. Train a better one, or remove {heads / 'in-use.json'}")
    heads.mkdir(parents=True, exist_ok=True)
    place = heads / f"{folder.name}-{len(list(heads.iterdir()))}"
    shutil.copytree(folder, place)
    fresh = heads / "in-use.json.tmp"
    fresh.write_text(json.dumps({"head": place.name} | asdict(new)) + "\n")
    fresh.replace(heads / "in-use.json")
    return place


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first line."""
    options = _options(arguments)
    out, heads = Path(options.out), Path(options.heads) if options.heads else heads_folder()
    try:
        from models.papers.item_selection import run
        from models.papers.tables import markdown, write

        tables = run(options.data, out)
        write(tables, out)
        print(markdown(tables[0]), file=sys.stderr)
        place = promote(out / "best", heads)
    except (ValueError, OSError) as error:  # WorseHead, BadRecipe, the catalogue's named errors
        print(f"models.release: {error}", file=sys.stderr)
        return 2
    print(json.dumps({"head": str(place), "serve": f"python app.py --rerank {place}"}))
    return _serve(place, options.catalog) if options.serve else 0


def _serve(place: Path, catalogue: str | None) -> int:
    named = ["--catalog", catalogue] if catalogue else []
    return subprocess.run([sys.executable, str(ROOT / "app.py"), "--rerank", str(place), *named], check=False).returncode


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = OneLineParser(prog="python -m models.release", description=__doc__)
    parser.add_argument("--data", default=DATA, metavar="SOURCE", help="as `catalog import` takes (%(default)s)")
    parser.add_argument("--out", default="runs/papers/item_selection", metavar="DIR", help="weights and tables (%(default)s)")
    parser.add_argument("--heads", metavar="DIR", help="where the head in use is registered (VITRINE_HOME/heads)")
    parser.add_argument("--serve", action="store_true", help="open the shop with the head in use")
    parser.add_argument("--catalog", metavar="NAME", help="the shop's catalogue")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
