"""The public Python API: Assistant.load(Settings(...)).reply(Turn(text="the blue one")) -> Reply.

An Assistant is built once from parts handed to it, shared by all visitors and read-only; what one visitor's
conversation remembers travels in the Session.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from catalog.filters import Filter
from catalog.items import BadPicture, Item
from catalog.pictures import open_picture
from catalog.search import Catalogue
from catalog.store import Store
from demo.actions import Step
from demo.acts import act_of
from demo.dialogue import Condition, Intent, Query, Reply, Session, Turn, Vocabulary, parse
from demo.fallback import Fallback
from demo.hearing import Hearing, screen_words, spoken_examples
from demo.looks import Looks
from demo.phrasing import COMMAND_WORDS, pole_of
from demo.reasons import reasons
from demo.results import merged
from demo.shop import Clock, Shop, first_session
from models.encoder import Encoder
from models.speech import Coming, Heard, Recogniser, SpeechError, SpeechUnavailable
from models.spelling import Speller
from models.words import VALUE_NAMES, VALUE_NOUNS, kind_names, plural, singular
from models.wrapped import Remembering

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

__all__ = ["STEPS", "Assistant", "Settings", "Turn", "looks_of", "vocabulary_of"]

STEPS = ("loading the encoder", "reading the catalogue", "building the index", "loading what listens")   # of `Assistant.load`
SAMPLE = Path(__file__).resolve().parent.parent / "assets" / "sample" / "catalogue.csv"
VALUES_OF_A_FIELD = 400   # a field with more values than this is text, not something to filter by
LOOKED_AT = 3   # nearest items that agree on what a picture shows


@dataclass(frozen=True)
class Settings:
    """What `app.py` and `converse` take on their command lines."""

    catalog: str = "sample"     # a name under VITRINE_HOME, or a path
    encoder: str = "compact"
    speech: str = "auto"
    page: int = 6               # items a page
    pixels_only: bool = False   # selections without the items' own words
    rerank: str = "auto"        # the matching head in use, if `models.release` has registered one; a head's folder; or "off"


class Assistant:
    """Answers turns. Expected failures (silence, nothing matches, not understood) are replies, not exceptions."""

    def __init__(self, catalogue: Catalogue, encoder: Encoder, recogniser: Recogniser | None = None, *,
                 looks: Looks | None = None, settings: Settings = Settings()):
        self.settings = settings
        self.catalogue = catalogue
        self.encoder = encoder
        self.recogniser = recogniser
        self.shop = Shop(catalogue, Remembering(encoder), vocabulary_of(catalogue.store), numbers_of(catalogue.store),
                         settings.page, settings.pixels_only, looks)

    @classmethod
    def load(cls, settings: Settings = Settings(), *, progress: bool = True, step: Callable[[str], None] = lambda what: None,
             encoder: Encoder | None = None, watched: Callable[[Encoder], Encoder] = lambda encoder: encoder,
             device: str = "auto") -> Assistant:
        """Loads the catalogue, the encoder and the recogniser that the settings name.

        The sample is imported on first use; vectors that the encoder has not made yet are made now, with a progress
        bar on standard error. Raises the `ValueError`s of `catalog`, `models.encoder` and `models.speech`, each one
        sentence that says what came, what is allowed and what to do.

        step: told what begins, one of STEPS. encoder: one loaded already, in the place of the settings'. watched: puts
        something around the encoder while it makes vectors for the catalogue. device: where the index is searched.
        """
        from models.encoder import load_encoder
        from models.speech import load_recogniser

        step(STEPS[0])
        encoder = encoder or load_encoder(settings.encoder)
        step(STEPS[1])
        store = open_store(settings.catalog, watched(encoder), progress=progress)
        step(STEPS[2])
        catalogue = Catalogue(store, encoder.name, encoder.dim, device=device)
        assistant = cls(catalogue, encoder, looks=looks_of(catalogue, settings.rerank), settings=settings)
        Thread(target=assistant.shop.vocabulary.guess, args=("how are you",), daemon=True).start()   # fits the fallback
        step(STEPS[3])
        assistant.recogniser = load_recogniser(settings.speech, phrases=spoken_examples(assistant.shop.vocabulary))
        return assistant

    @cached_property
    def _hearing(self) -> Hearing:
        return Hearing(self.shop)

    @property
    def listening(self) -> str:
        """The name of what listens; "" when speech is off."""
        return self.recogniser.name if self.recogniser else ""

    @property
    def coming(self) -> Coming | None:
        """What will listen once its weights have come, and how far they have; None when nothing is on its way."""
        return getattr(self.recogniser, "coming", None)   # only one that stands in for another has it

    @property
    def count(self) -> int:
        """Items in the catalogue."""
        return self.catalogue.store.count()

    def item(self, item_id: str) -> Item:
        return self.catalogue.store.item(item_id)

    def open(self) -> Session:
        """A new conversation, its first page filled."""
        return first_session(self.shop)

    def shares(self, session: Session) -> list[dict[str, float]]:
        """Of each item on the page, what every term of the query adds to its score: see `demo.results`."""
        return Step(self.shop, session).shares()

    def reasons(self, session: Session) -> list[str]:
        """Of each item on the page, in a few words why it is there; "" where nothing is asked."""
        return reasons(Step(self.shop, session))

    def examples(self, session: Session) -> tuple[str, ...]:
        """What may well be said next, in the order it is worth trying."""
        return Step(self.shop, session).examples()

    def hear(self, turn: Turn) -> Heard:
        """What is said in the turn's recording, the items on the page in mind. Raises `SpeechError`."""
        from models.speech import read_sound

        if self.recogniser is None:
            raise SpeechUnavailable("Nobody is listening: speech is off. Type instead, or start with --speech auto.")
        session = turn.session or self.open()
        heard = self.recogniser.transcribe(read_sound(turn.audio), context=screen_words([self.item(i) for i in session.grid]))
        return self._hearing.best(heard, lambda text: self._read(text, Step(self.shop, session)))

    def reply(self, turn: Turn) -> Reply:
        """Answers one turn; the reply's session goes in with the next."""
        clock = Clock()
        session = turn.session or self.open()
        with clock("total"):
            reply = self._answer(turn, session, clock)
        if self.shop.looks:
            self.shop.looks.ahead(reply.grid)
        return replace(reply, ms={stage: round(ms, 2) for stage, ms in clock.ms.items()})

    def _answer(self, turn: Turn, session: Session, clock: Clock) -> Reply:
        step = Step(self.shop, session, clock)
        if turn.click is not None:
            return step.do(Intent("select", places=(max(turn.click, 0),)))  # a click does not count from the end
        if turn.weights is not None:
            return step.weigh(turn.weights)
        if turn.pieces is not None:
            return step.hold(*turn.pieces)
        if turn.image is not None:
            return self._look(turn, step)
        if turn.audio is not None:
            return self._listen(turn, step)
        return self._read(turn.text or "", step)

    def _read(self, text: str, step: Step) -> Reply:
        with step.clock("understand"):
            intent = parse(text, step.session, self.shop.vocabulary)
        reply = replace(step.do(intent), act=act_of(intent, step.session))
        if intent.then is None or reply.intent in ("clarify", "none"):
            return reply
        return _both(reply, Step(self.shop, reply.session, step.clock).do(intent.then))

    def _listen(self, turn: Turn, step: Step) -> Reply:
        try:
            with step.clock("speech"):
                heard = turn.heard or self.hear(replace(turn, session=step.session))
        except SpeechError as error:
            return replace(step.say("none", str(error)), recogniser=self.listening)
        reply = self._read(heard.text, step)
        return replace(reply, heard=heard.text, confidence=heard.confidence, recogniser=heard.recogniser)

    def _look(self, turn: Turn, step: Step) -> Reply:
        """The shopper's own picture as a query, changed by the words that came with it."""
        try:
            picture = read_picture(turn.image)
        except (OSError, BadPicture):
            return step.say("none", "I could not read this picture; send a JPEG, PNG or WebP.")
        with step.clock("encode"):
            vector = self.encoder.images([picture])[0]
        with step.clock("understand"):
            intent = parse(turn.text, step.session, self.shop.vocabulary) if turn.text else Intent("refine")
        changed = intent.name == "refine"
        text = "" if changed or intent.name not in ("search", "select") else intent.text
        filters = tuple(condition for condition in intent.filters if condition[2] != "that")
        if turn.text and changed:
            filters = merged(self._kind_of(vector), filters)
        query = Query(upload=tuple(float(x) for x in vector), text=text, plus=intent.plus if changed else (),
                      minus=intent.minus if changed else (), filters=filters)
        return step.show("refine" if turn.text else "search", query, "Nearest to your picture")

    def _kind_of(self, vector: np.ndarray) -> tuple[Condition, ...]:
        """"This but in leather" stays what the picture shows: the kind of what is nearest to it, where that is one."""
        kinds = {self.item(item_id).kind for item_id, _ in self.catalogue.search(vector=vector, k=LOOKED_AT)}
        return (("kind", "=", kinds.pop()),) if len(kinds) == 1 and kinds != {""} else ()


def looks_of(catalogue: Catalogue, rerank: str) -> Looks | None:
    """The matching head that `Settings.rerank` names, over the catalogue's pictures, if there is one. Raises `BadHead`."""
    from models.release import heads_folder, in_use
    from models.rerank import load_reranker

    registered = in_use(heads_folder()) if rerank == "auto" else None
    folder = registered[0] if registered else Path(rerank) if rerank not in ("auto", "off") else None
    return Looks(catalogue, load_reranker(folder)) if folder else None


def _both(first: Reply, second: Reply) -> Reply:
    """Two things done in one turn: said one after the other, the page as the second left it."""
    return replace(second, intent=first.intent, act=first.act, say=f"{first.say} {second.say}", table=first.table or second.table,
                   candidates=first.candidates or second.candidates, sources=first.sources or second.sources,
                   why=first.why or second.why)


def read_picture(source: str | os.PathLike | bytes | Image.Image) -> Image.Image:
    """A path, encoded bytes or a PIL image -> a PIL image. Raises OSError for no such file, BadPicture for no picture."""
    if not isinstance(source, (str, os.PathLike, bytes)):
        return source
    return open_picture(source if isinstance(source, bytes) else Path(source).read_bytes())


def open_store(name: str, encoder: Encoder, *, progress: bool = True) -> Store:
    """The catalogue of this name, whole for this encoder; the shipped sample is imported when it is not there yet."""
    from catalog.ingest import encode_missing, import_source
    from catalog.store import catalogues, open_catalogue

    if name == "sample" and name not in catalogues():
        print("Importing the sample catalogue (once)", file=sys.stderr)
        import_source(str(SAMPLE), name, encoder=encoder, progress=progress)
    store = open_catalogue(name)
    if store.missing(encoder.name):
        encode_missing(store, encoder, progress=progress)
    return store


def numbers_of(store: Store) -> frozenset[str]:
    """Those of price and rating that any item has."""
    return frozenset(name for name in ("price", "rating") if store.select([Filter(name, ">=", 0)], limit=1))


def vocabulary_of(store: Store) -> Vocabulary:
    """The catalogue's own words, as shoppers say them."""
    kinds: dict[str, tuple[str, ...]] = {}
    singulars, plurals = set(), set()
    for kind in store.facet("kind"):
        for one, many in ((singular(name), plural(name)) for name in kind_names(kind)):
            singulars.add(one)
            plurals.add(many)
            for form in {one, many}:
                kinds[form] = (*kinds.get(form, ()), kind)
    levels = {form: level for level in store.facet("category") for form in (singular(level), plural(level))}
    values: dict[str, tuple[str, str]] = {}
    fields = frozenset(store.facet_names())
    for field in sorted(fields - {"kind", "category", "id", "title"}, key=lambda name: (name != "colour", name)):
        found = store.facet(field)
        if len(found) <= VALUES_OF_A_FIELD:
            for value in found:
                values.setdefault(value.lower(), (field, value))
                values.setdefault(f"{value} {field.replace('_', ' ')}".lower(), (field, value))  # "leather strap", not leather
                for word in (*VALUE_NAMES.get(value.lower(), ()), *VALUE_NOUNS.get(value.lower(), ())):
                    if pole_of(word) is None:                    # "stripy" is striped; "long" is no value but a degree
                        values.setdefault(word, (field, value))
    speller = Speller((*kinds, *levels, *values, *fields, *COMMAND_WORDS), stocked=store.says)
    words = Vocabulary(frozenset(singulars), frozenset(plurals), kinds, levels, values, fields, correct=speller,
                       stocked=store.says)
    return replace(words, guess=Fallback(words, stocked=store.says))
