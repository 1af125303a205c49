"""The command: python -m models.transcribe FILE... [--speech NAME] [--context NAME] [--json]"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from models.command import OneLineParser
from models.speech import Recogniser, SpeechUnavailable, load_recogniser, read_sound

__all__ = ["main"]


_TITLES = 1000  # as many of a catalogue's titles as a recogniser uses


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each file says; the exit status is 0, or 2 with one line on standard error for bad input."""
    args = _parser().parse_args(arguments)
    try:
        recogniser = load_recogniser(args.speech)
        if recogniser is None:
            raise SpeechUnavailable("speech is off; choose auto, whisper:SIZE, whisper:PATH or offline to transcribe")
        context = _titles(args.context) if args.context else []
        for file in args.files:
            print(_line(_transcribed(file, recogniser, context), as_json=args.json), flush=True)
    except ValueError as error:  # a SpeechError, or the catalogue's own word on a name it does not have
        print(str(error), file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(prog="python -m models.transcribe", description="Write down what is said in recordings.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a recording: wav, webm, mp4, ogg, flac, mp3, ...")
    parser.add_argument("--speech", default="auto", metavar="NAME", help="auto, whisper:SIZE, whisper:PATH or offline")
    parser.add_argument("--context", metavar="NAME", help="a catalogue whose titles give the words to expect")
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    return parser


def _titles(catalogue: str) -> list[str]:
    from catalog.store import open_catalogue

    return open_catalogue(catalogue).titles(_TITLES)


def _transcribed(file: str, recogniser: Recogniser, context: Sequence[str]) -> dict[str, Any]:
    """`seconds` is the time it took, reading included."""
    start = time.perf_counter()
    heard = recogniser.transcribe(read_sound(file), context=context)
    seconds = round(time.perf_counter() - start, 3)
    return {
        "file": file,
        "text": heard.text,
        "confidence": None if heard.confidence is None else round(heard.confidence, 3),
        "recogniser": heard.recogniser,
        "seconds": seconds,
    }


def _line(result: dict[str, Any], *, as_json: bool) -> str:
    return json.dumps(result, ensure_ascii=False) if as_json else f"{result['file']}: {result['text'] or '(nothing)'}"


if __name__ == "__main__":
    sys.exit(main())
