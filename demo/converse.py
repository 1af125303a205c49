"""The conversation over pipes: a JSON object a line in, a JSON object a line out.

python -m demo.converse --catalog NAME [--encoder NAME] [--speech NAME] [--page N]
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from demo.assistant import Assistant, Settings, Turn
from demo.dialogue import Reply, Session
from demo.shop import STAGES
from models.command import OneLineParser

__all__ = ["answer_lines", "as_json", "read_turn"]


class NotATurn(ValueError):
    """A line is no JSON object with something to answer."""


def read_turn(line: str, session: Session | None) -> Turn:
    """One line -> a Turn. Raises `NotATurn` with what is allowed."""
    allowed = '{"text": "..."}, {"audio": "file.wav"}, {"image": "file.jpg", "text": "..."} or {"click": 2}'
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise NotATurn(f"not JSON ({error}); a turn is one of {allowed}") from error
    if not isinstance(said, dict) or not {"text", "audio", "image", "click"} & said.keys():
        raise NotATurn(f"not a turn: {line.strip()[:80]}; a turn is one of {allowed}")
    for name, kind in (("text", str), ("audio", str), ("image", str), ("click", int)):
        if name in said and (not isinstance(said[name], kind) or isinstance(said[name], bool)):
            raise NotATurn(f"{name} is {said[name]!r}; a turn is one of {allowed}")
    return Turn(session=session, **{name: said[name] for name in ("text", "audio", "image", "click") if name in said})


def as_json(reply: Reply) -> dict:
    """A Reply as the object of CONTRACT.md, and what else a program may want to know: who heard it and how surely,
    why an item was picked and what spoke for each candidate (null for what leaves no doubt, as a place or a price: JSON knows
    no infinity), answers to a question, what is kept, and SIMMC 2's act."""
    query = reply.query
    return {
        "heard": reply.heard, "intent": reply.intent, "say": reply.say, "grid": list(reply.grid), "selected": reply.selected,
        "candidates": [{"id": item, "score": score} for item, score in reply.candidates],
        "query": {"text": query.text, "like": query.like, "plus": list(query.plus), "minus": list(query.minus),
                  "filters": filters_as_json(query.filters)},
        "cart": list(reply.cart), "ms": {stage: reply.ms.get(stage, 0.0) for stage in STAGES},
        "recogniser": reply.recogniser, "confidence": reply.confidence, "why": reply.why,
        "sources": [{name: None if math.isinf(value) else value for name, value in each.items()} for each in reply.sources],
        "table": [list(row) for row in reply.table],
        "options": [{"label": label, "say": words} for label, words in reply.options],
        "kept": [{"label": label, "remove": words} for label, words in reply.kept], "act": reply.act,
    }


def filters_as_json(filters: Iterable[tuple[str, str, str | float]]) -> dict[str, list]:
    """(("price", "<", 50.0),) -> {"price": ["<", 50.0]}; two bounds on one field follow each other in its list."""
    result: dict[str, list] = {}
    for name, operator, value in filters:
        result.setdefault(name, []).extend([operator, value])
    return result


def answer_lines(assistant: Assistant, lines: Iterable[str], out: TextIO) -> None:
    """Answers each line with one line. A line that is no turn gets an error, and the conversation goes on."""
    session = assistant.open()
    for line in lines:
        if not line.strip():
            continue
        try:
            reply = assistant.reply(read_turn(line, session))
            session, answer = reply.session, as_json(reply)
        except NotATurn as error:
            answer = {"error": str(error)}
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False), file=out, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first lines."""
    parser = OneLineParser(prog="python -m demo.converse", description=__doc__)
    parser.add_argument("--catalog", default="sample", metavar="NAME|PATH")
    parser.add_argument("--encoder", default="compact", metavar="NAME")
    parser.add_argument("--speech", default="auto", metavar="NAME")
    parser.add_argument("--rerank", default="auto", metavar="auto|off|PATH")
    parser.add_argument("--page", type=int, default=6, metavar="N")
    options = parser.parse_args(arguments)
    try:
        if not 1 <= options.page <= 60:
            raise ValueError(f"--page {options.page}: a page is 1 to 60 items")
        assistant = Assistant.load(Settings(**vars(options)))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    answer_lines(assistant, sys.stdin, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
