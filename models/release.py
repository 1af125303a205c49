"""From data to a served head: python -m models.release [--data SOURCE] [--out DIR] [--heads DIR] [--catalog NAME] [--serve].

Trains and measures the models of visual item selection (`models.papers item_selection`), exports the one that does best on
the dev instances, and registers it as the head in use, which `app.py` then takes by itself. It is refused where the one in
use does better on the test instances, and, with --catalog, where the shop does as well without it on that catalogue's
products that training never saw, or where it takes too long. With --serve the shop then opens.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from models.command import OneLineParser
from models.rerank import BadHead, Head

__all__ = ["BUDGET_MS", "Trial", "WorseHead", "heads_folder", "in_use", "main", "promote", "try_in_shop"]

DATA = "ashraq/fashion-product-images-small"
BUDGET_MS = 50    # for a choice, the pictures seen beforehand
ROOT = Path(__file__).resolve().parent.parent


class WorseHead(ValueError):
    """The new head does worse than what is in use, which stays."""


@dataclass(frozen=True)
class Trial:
    """Choices in a shop: accuracy without the head and with it, by the pictures alone and with the items' own words, and the
    95th percentile of a choice's milliseconds with it."""

    n: int
    pictures: tuple[float, float]
    words: tuple[float, float]
    ms_p95: float

    @property
    def won(self) -> bool:
        """Better by the pictures, no worse with the words, in time."""
        return self.pictures[1] > self.pictures[0] and self.words[1] >= self.words[0] and self.ms_p95 <= BUDGET_MS


def try_in_shop(folder: Path, catalogue: str, *, count: int = 4000) -> Trial:
    """The head of this folder beside the shop's own choice: the instances that `models.evaluate selection` reports, of the
    product families that training never saw where there are any. Raises the catalogue's named errors and `BadHead`."""
    from models.captions import held_out
    from models.encoder import load_encoder
    from models.evaluate import load_goods, look_of, selection
    from models.instances import make_instances

    encoder = load_encoder("compact")
    goods = load_goods(catalogue, encoder)
    unseen = [row for row, label in enumerate(goods.labels) if held_out(label.title)]
    goods = goods.take(unseen or range(len(goods.ids)))
    made, look = make_instances(goods.labels, count), look_of(folder, catalogue, goods)
    found = {(pixels, with_head): selection(goods, encoder, made, pixels_only=pixels, look=look if with_head else None)
             for pixels in (True, False) for with_head in (False, True)}
    own, words = (tuple(found[pixels, with_head]["accuracy"] for with_head in (False, True)) for pixels in (True, False))
    return Trial(len(made), own, words, max(found[pixels, True]["ms_p95"] for pixels in (True, False)))


def heads_folder() -> Path:
    """Where heads are registered: VITRINE_HOME/heads."""
    return Path(os.environ.get("VITRINE_HOME") or Path.home() / ".vitrine") / "heads"


def in_use(heads: Path) -> tuple[Path, Head] | None:
    """The registered head's folder and what it measured; None before the first. Raises `BadHead` where it is not there."""
    register = heads / "in-use.json"
    if not register.is_file():
        return None
    try:
        folder = heads / json.loads(register.read_text())["head"]
        return folder, Head(**json.loads((folder / "head.json").read_text()))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BadHead(f"{register} names no head that can be read ({error}); remove it, or run models.release again") from error


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
        _stand_trial(out / "best", options.catalog)
        place = promote(out / "best", heads)
    except (ValueError, OSError) as error:  # WorseHead, BadRecipe, the catalogue's named errors
        print(f"models.release: {error}", file=sys.stderr)
        return 2
    print(json.dumps({"head": str(place), "serve": f"python app.py --rerank {place}"}))
    return _serve(place, options.catalog) if options.serve else 0


def _stand_trial(folder: Path, catalogue: str | None) -> None:
    if not catalogue:
        print("models.release: --catalog NAME would measure it beside the shop's own choice too", file=sys.stderr)
        return
    trial = try_in_shop(folder, catalogue)
    print(json.dumps(asdict(trial)), file=sys.stderr)
    if not trial.won:
        raise WorseHead(f"{folder} beside {catalogue}'s own choice (n {trial.n}): by pictures {trial.pictures[1]:.4f} against "
                        f"{trial.pictures[0]:.4f}, with words {trial.words[1]:.4f} against {trial.words[0]:.4f}, "
                        f"{trial.ms_p95:.0f} of {BUDGET_MS} ms; the shop goes on as it is. Train a better one")


def _serve(place: Path, catalogue: str | None) -> int:
    named = ["--catalog", catalogue] if catalogue else []
    return subprocess.run([sys.executable, str(ROOT / "app.py"), "--rerank", str(place), *named], check=False).returncode


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = OneLineParser(prog="python -m models.release", description=__doc__)
    parser.add_argument("--data", default=DATA, metavar="SOURCE", help="as `catalog import` takes (%(default)s)")
    parser.add_argument("--out", default="runs/papers/item_selection", metavar="DIR", help="weights and tables (%(default)s)")
    parser.add_argument("--heads", metavar="DIR", help="where the head in use is registered (VITRINE_HOME/heads)")
    parser.add_argument("--serve", action="store_true", help="open the shop with the head in use")
    parser.add_argument("--catalog", metavar="NAME", help="the shop's catalogue, which the head is tried in")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
