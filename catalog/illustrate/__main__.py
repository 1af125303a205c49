"""`python -m catalog.illustrate`: draws a catalogue of any size, or the shipped sample."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from catalog.illustrate.craft.svg import WIDTH
from catalog.illustrate.products import draw, sample
from catalog.illustrate.studio import contact_sheet, write_catalogue

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Draws what the arguments ask for; answers the exit status: 0, or 2 on bad input."""
    args = _parser().parse_args(argv)
    products = sample() if args.sample else draw(args.count, seed=args.seed)
    try:
        options = {"varied": args.varied, "seed": args.seed, "width": args.width, "processes": args.processes}
        written = write_catalogue(products, args.out, **options)
        for _ in tqdm(written, total=len(products), unit="product", file=sys.stderr, mininterval=0.5):
            pass
        if args.contact_sheet:
            contact_sheet(products, args.contact_sheet)
    except OSError as error:
        print(f"cannot write to {args.out} ({error.strerror}); --out takes a folder you may write to", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m catalog.illustrate", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--count", type=_positive, metavar="N", help="draw N products, none of them in the sample")
    what.add_argument("--sample", action="store_true", help="draw the shipped sample")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for catalogue.csv and pictures/")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed gives the same pictures (0)")
    parser.add_argument("--varied", action="store_true", help="vary background, size, tilt and light, for training")
    parser.add_argument("--width", type=_positive, default=WIDTH, metavar="PIXELS", help=f"width of a picture ({WIDTH})")
    parser.add_argument("--processes", type=_positive, default=1, metavar="N", help="draw in N processes at once (1)")
    parser.add_argument("--contact-sheet", type=Path, metavar="FILE", help="also write one of each kind to FILE")
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} came; give a whole number from 1, such as 360")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
