"""How well the words of shoppers are understood: python -m demo.evaluate_dialogue [--data FILE] [--errors] [--json].

Reads labelled utterances (tests/data/utterances.jsonl), each said on one of the screens of tests/data/screens.json, and
prints, for each split and each act, the accuracy of the intent and precision, recall and F1 of the slots. A slot counts
when name and value are both right; words of a description count as one value, without articles and in any order, and a
corner as the place that it is. Errors are listed for the open splits alone: nobody who works on the grammar is to see the
others.

The split is a function of the utterance, by the first 8 hex digits of a sha256, as a number. The grammar's author wrote
`open` and `held_out` (where that of "context|text" divides by 5). `fresh` and `fresh_held` (where that of
"fresh|context|text" is even) were written by someone else, before reading the grammar. `second_a`, `second_b` and `second_c` are
three sets by another person yet, who had read what may be seen of the older ones so as to say it otherwise; what belongs to
which is told by SETS, a digest of the sentences of each.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PIL import Image

from catalog.items import Item, View
from catalog.store import Store
from demo.acts import act_of
from demo.assistant import vocabulary_of
from demo.dialogue import cleaned, parse
from demo.fallback import EXAMPLES, FITTED, Ridge, delexicalised, digest, read_examples
from demo.states import Intent, Query, Session, Vocabulary
from models.utterance import content_words

__all__ = ["OPEN", "SPLITS", "Labelled", "Scores", "as_examples", "evaluate", "examples_of", "read_screens",
           "read_utterances", "shop_items", "shop_of", "slots_of", "split_of", "taught"]

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
# The digest of the lines "context|text" of each set, sorted.
SETS = {"second_a": "3de25d11616caefc", "second_b": "55ea48ff75e7fc30", "second_c": "f8e542af7af8e7ad"}
SPLITS = ("open", "held_out", "fresh", "fresh_held", *SETS)
OPEN = ("open", "fresh", "second_a", "second_b")   # those that may be looked at
SAYINGS = EXAMPLES.parent / "sayings.tsv"
ASKED = ("asked", "asked_cart")   # screens with a question open
EMPTY_WORDS = frozenset({"something", "anything", "everything"})
FULL_PAGE = 6
CORNERS = {"bottom left": 4}


@dataclass(frozen=True)
class Labelled:
    """An utterance as a person reads it: the intent, the slots by name, the screen it was said on."""

    text: str
    intent: str
    slots: Mapping[str, object]
    act: str
    context: str
    split: str
    then: Mapping[str, object] | None = None


@dataclass
class Scores:
    """Counts of one group of utterances."""

    n: int = 0
    intents: int = 0
    acts: int = 0
    whole: int = 0
    found: int = 0
    expected: int = 0
    both: int = 0

    def as_json(self) -> dict:
        precision, recall = (self.both / total if total else 1.0 for total in (self.found, self.expected))
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {"intent_accuracy": self.intents, "act_accuracy": self.acts, "all_right": self.whole}
        return {"n": self.n, **{name: round(count / max(self.n, 1), 3) for name, count in shares.items()},
                "slot_precision": round(precision, 3), "slot_recall": round(recall, 3), "slot_f1": round(f1, 3)}


def split_of(context: str, text: str, *, fresh: bool = False) -> str:
    number = int(sha256(f"{'fresh|' * fresh}{context}|{text}".encode()).hexdigest()[:8], 16)
    if fresh:
        return "fresh" if number % 2 else "fresh_held"
    return "open" if number % 5 else "held_out"


def read_utterances(path: Path = DATA / "utterances.jsonl") -> list[Labelled]:
    """The labelled utterances. Raises ValueError where one is in the wrong split."""
    rows = [Labelled(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    for name in {row.split for row in rows} & set(SETS):
        told = digest("\n".join(sorted(f"{row.context}|{row.text}" for row in rows if row.split == name)))
        if told != SETS[name]:
            raise ValueError(f"the sentences of {name} are not those that it was written with: their digest is {told}, not "
                             f"{SETS[name]}")
    for row in rows:
        if row.split in SETS:
            continue
        own = split_of(row.context, row.text, fresh=row.split.startswith("fresh"))
        if row.split != own:
            raise ValueError(f"{row.text!r} is {row.split}; by the hash of context and text it is {own}")
    return rows


def read_screens(path: Path = DATA / "screens.json") -> tuple[list[Item], dict[str, Session]]:
    """The shop's items, and the state of the conversation on each of the screens."""
    data = json.loads(path.read_text(encoding="utf-8"))
    items = [Item(row["id"], row["title"], price=row["price"], currency="USD", rating=row["rating"],
                  category=tuple(row["category"]), attributes=row["attributes"]) for row in data["items"]]
    return items, {name: _session(screen) for name, screen in data["screens"].items()}


def _session(screen: Mapping) -> Session:
    query = screen.get("query", {})
    return Session(
        grid=tuple(screen["grid"]), selected=screen.get("selected"), pending=tuple(screen.get("pending", ())),
        cart=tuple(screen.get("cart", ())), asked=Intent(screen["asked"]) if "asked" in screen else None,
        query=Query(text=query.get("text", ""), filters=tuple((name, op, value) for name, op, value in query.get("filters", ()))),
        previous=_session(screen["before"]) if "before" in screen else None)


@contextmanager
def shop_of(items: Sequence[Item]) -> Iterator[Vocabulary]:
    """The words of a shop with these items in it, while it is open."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "shop") as store:
        store.add(shop_items(items))
        yield vocabulary_of(store)


def shop_items(items: Sequence[Item]) -> list[tuple[Item, list[View]]]:
    """The items with a picture each, at which nobody looks."""
    blank = io.BytesIO()
    Image.new("RGB", (1, 1)).save(blank, "PNG")
    return [(item, [View(item.id, 0, blank.getvalue())]) for item in items]


# ---- slots as pairs that can be counted ---------------------------------------------------------------------------------

def slots_of(intent: Intent) -> dict[str, object]:
    """An Intent's filled slots in the form of the labels."""
    slots: dict[str, object] = {name: getattr(intent, name) for name in (
        "text", "places", "excluded", "plus", "minus", "filters", "sort", "about", "where", "count")}
    slots |= {name: getattr(intent, name) for name in ("that", "everything", "descending", "other", "earlier", "exactly", "keep")}
    if intent.superlative:
        slots["superlative"] = (intent.superlative[0], "highest" if intent.superlative[1] else "lowest")
        slots["rank"] = intent.rank if intent.rank > 1 else 0
    for other in intent.others:
        slots["also"] = slots_of(other)
    return {name: value for name, value in slots.items() if value}


def pairs_of(name: str, slots: Mapping[str, object]) -> set[tuple[str, str]]:
    """(slot, value) pairs. What says the same is written the same: "it" beside a place or an "all" is not counted, and
    the last of the page is its sixth."""
    slots = dict(slots)
    if (corner := CORNERS.get(str(slots.get("where", "")))) and not slots.get("places"):
        slots = {key: value for key, value in slots.items() if key != "where"} | {"places": [corner]}
    if slots.get("places") and not slots.get("where") and name != "cart_remove":
        slots["places"] = [place if place > 0 else FULL_PAGE + 1 + place for place in slots["places"]]
    if name == "none":
        slots = {key: value for key, value in slots.items() if key in ("about", "that")}
    if any(slots.get(each) for each in ("everything", "where", "superlative")) or name in ("help", "reset", "more", "cart_show"):
        slots.pop("that", None)
    pairs: set[tuple[str, str]] = set()
    for key, value in slots.items():
        if key == "also":
            pairs |= pairs_of(name, value)
        elif key == "superlative":
            pairs.add((key, " ".join(value)))
        elif isinstance(value, (list, tuple)):
            pairs |= {(key, _norm(part)) for part in value}
        else:
            pairs.add((key, _norm(value)))
    return pairs


def _norm(value: object) -> str:
    if isinstance(value, (list, tuple)):  # a condition
        return " ".join(f"{part:g}" if isinstance(part, float) else str(part).lower() for part in value)
    if not isinstance(value, str):
        return str(value)
    words = content_words(value.replace("-", " ").replace("t shirt", "tshirt")) - EMPTY_WORDS
    return " ".join(sorted(word.removesuffix("s") for word in words))  # the labels say boot, people say boots


def _all_pairs(name: str, slots: Mapping[str, object], then: tuple[str, Mapping[str, object]] | None) -> set[tuple[str, str]]:
    pairs = pairs_of(name, slots)
    if then:
        pairs |= {("then", then[0])} | {(f"then {key}", value) for key, value in pairs_of(*then)}
    return pairs


# ---- counting -----------------------------------------------------------------------------------------------------------

def evaluate(rows: Sequence[Labelled], screens: Mapping[str, Session], vocabulary: Vocabulary) -> tuple[dict, list[dict]]:
    """Scores by split, and within it by act; and the errors of the open splits."""
    groups: dict[tuple[str, str], Scores] = defaultdict(Scores)
    errors: list[dict] = []
    for row in rows:
        session = screens[row.context]
        intent = parse(row.text, session, vocabulary)
        expected = _all_pairs(row.intent, row.slots, (row.then["intent"], row.then["slots"]) if row.then else None)
        then = (intent.then.name, slots_of(intent.then)) if intent.then else None
        found = _all_pairs(intent.name, slots_of(intent), then)
        right = intent.name == row.intent
        for group in ("all", row.act or f"no act: {row.intent}"):
            _count(groups[row.split, group], right, act_of(intent, session) == row.act, found, expected)
        if row.split in OPEN and not (right and found == expected):
            errors.append({"context": row.context, "text": row.text, "split": row.split,
                           "expected": [row.intent, sorted(expected - found)], "found": [intent.name, sorted(found - expected)]})
    return {split: {group: scores.as_json() for (of, group), scores in sorted(groups.items()) if of == split}
            for split in dict.fromkeys(row.split for row in rows)}, errors


def _count(scores: Scores, right: bool, act: bool, found: set, expected: set) -> None:
    scores.n += 1
    scores.intents += right
    scores.acts += act
    scores.whole += right and found == expected
    scores.found += len(found)
    scores.expected += len(expected)
    scores.both += len(found & expected)


def examples_of(rows: Iterable[Labelled], items: Sequence[Item], splits: Sequence[str] = OPEN) -> list[str]:
    """The splits as the fallback reads them, see `as_examples`."""
    return as_examples(_told(rows, splits), items)


def taught(rows: Iterable[Labelled]) -> list[tuple[str, str]]:
    """(intent, utterance) pairs that the fallback learns from: the open splits and assets/sayings.tsv."""
    return [*_told(rows, OPEN), *read_examples(SAYINGS)]


def as_examples(said: Iterable[tuple[str, str]], items: Sequence[Item]) -> list[str]:
    """(intent, utterance) pairs -> lines of intent, tab, words without what belongs to one shop."""
    with shop_of(items) as vocabulary:
        pairs = {(name, delexicalised(cleaned(text, vocabulary), vocabulary)) for name, text in said}
    return sorted(f"{name}\t{words}" for name, words in pairs if words)


def _told(rows: Iterable[Labelled], splits: Sequence[str]) -> list[tuple[str, str]]:
    """Answers to a question and words about people are no examples: those are told by other means."""
    return [(_shade(row), row.text) for row in rows
            if row.split in splits and not row.then and row.context not in ASKED and row.slots.get("about") != "people"]


def _shade(row: Labelled) -> str:
    """"none/thanks", "none/refused": what is to be answered differently."""
    if row.intent != "none":
        return row.intent
    return "none/thanks" if row.slots.get("that") else "none/refused" if row.slots.get("text") else "none"


def write_examples(rows: Iterable[Labelled], items: Sequence[Item]) -> None:
    """assets/examples.tsv and what is fitted on it."""
    EXAMPLES.write_text("\n".join(as_examples(taught(rows), items)) + "\n", encoding="utf-8")
    Ridge.fit(read_examples()).save(FITTED, of=digest(EXAMPLES.read_text(encoding="utf-8")))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="python -m demo.evaluate_dialogue", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA / "utterances.jsonl")
    parser.add_argument("--errors", action="store_true", help="list what is misread of the open splits")
    parser.add_argument("--write-examples", action="store_true", help="write what the fallback learns from, the open splits and "
                        "assets/sayings.tsv, to assets/examples.tsv, and fit it")
    options = parser.parse_args(arguments)
    items, screens = read_screens()
    if options.write_examples:
        write_examples(read_utterances(options.data), items)
        return 0
    with shop_of(items) as vocabulary:
        figures, errors = evaluate(read_utterances(options.data), screens, vocabulary)
    for error in errors if options.errors else ():
        print(json.dumps(error, ensure_ascii=False), file=sys.stderr)
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
