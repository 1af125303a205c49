"""Spoken turns that end as the typed turn does: nice python -m tests.bench.bench_speech [--set tuned] [--voice V] [--noise DB]

Makes its own clips with flite (voices recorded from people) and espeak-ng (a formant synthesiser), each sentence at one of
three paces in turn, clean or under noise. Each is said on a screen of the sample catalogue that typed turns led to; a turn
counts when its intent and all that the session then holds are those of the typed turn. The recogniser was tuned on the
sentences and voices of `--set tuned`; those of `held_out`, the default, were looked at only to be counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import replace

import numpy as np

from demo.assistant import Assistant, Settings, Turn
from demo.dialogue import Reply, Session
from models.metrics import wilson
from models.speech import SAMPLE_RATE
from tests.sounds import noisy, spoken

PACES = (1.0, 0.87, 1.15)
SCREENS = {
    "page": (),
    "dresses": ("show me dresses",),
    "bags": ("show me handbags",),
    "shoes": ("show me shoes",),
    "chosen": ("show me dresses", "number two"),
    "cart": ("show me handbags", "add number one to my cart"),
}
VOICES = {
    "tuned": ("flite:slt", "flite:rms", "espeak:en-us"),
    "held_out": ("flite:awb", "flite:kal16", "espeak:en-gb"),
}
SENTENCES = {
    "tuned": {
        "page": ("show me red dresses", "find me a blue shirt", "i'm looking for black sneakers", "do you have leather wallets",
                 "i need a warm jacket for the winter", "white sneakers for women", "black leather handbags", "a gold necklace",
                 "show me watches under fifty dollars", "could you please show me some sunglasses", "i want um a velvet sofa",
                 "help"),
        "dresses": ("the blue one", "the second one", "the last one", "number four", "the one on the left",
                    "i like the pink one", "not the black one", "the one that is not red", "under one hundred dollars",
                    "the cheapest", "sort by price", "compare the first and the third", "show more", "the silk dress"),
        "bags": ("the leather one", "the one with the chain strap", "compare number two with number five",
                 "add the third one to my cart", "the burgundy one", "which one is the cheapest", "only black ones"),
        "chosen": ("add it to my cart", "like this but in black", "minus black plus red", "what is it made of", "how much is it",
                   "something cheaper", "go back", "start over", "tell me more about it"),
        "cart": ("what's in my cart", "remove it from my cart", "show my cart", "put the second one in my cart"),
    },
    "held_out": {
        "page": ("show me brown leather boots", "i'm looking for a white shirt", "do you have any scarves",
                 "find me a wool coat", "show me something in teal", "hoodies for men", "i would like a green vase please",
                 "earrings under forty dollars", "can i see some backpacks", "a striped t-shirt", "silver watches",
                 "what can you do"),
        "dresses": ("the red one", "the third one", "the first one please", "number six", "the one in the middle",
                    "i'll take the navy one", "anything but red", "the one on the right", "between fifty and ninety dollars",
                    "the most expensive one", "cheapest first", "compare number one and number two", "next page",
                    "the cotton dress", "uh the second no the fourth one"),
        "bags": ("the black one", "the one with the leather strap", "compare the second and the fourth",
                 "add number five to my cart", "the suede bag", "only red ones", "show me cheaper ones", "buy the first one"),
        "shoes": ("the white sneakers", "the last one", "the brown ones", "how much is number three"),
        "chosen": ("put it in my basket", "like this but in green", "the same in blue", "what colour is it",
                   "does it come in white", "more like this", "back", "reset", "what brand is it"),
        "cart": ("show me my cart", "take it out of my cart", "add two of number three to my cart", "clear my cart"),
    },
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=sorted(SENTENCES), default="held_out")
    parser.add_argument("--voice", action="append", help="flite:NAME or espeak:NAME; repeat for more")
    parser.add_argument("--noise", type=float, action="append", help="signal to noise in dB, inf for none; repeat for more")
    parser.add_argument("--colour", choices=("white", "pink"), default="white", help="of the noise")
    parser.add_argument("--catalog", default="sample")
    parser.add_argument("--speech", default="offline")
    parser.add_argument("--misses", action="store_true", help="print each turn that ended elsewhere")
    options = parser.parse_args()
    start = time.perf_counter()
    assistant = Assistant.load(Settings(catalog=options.catalog, speech=options.speech))
    screens = {name: screen_of(assistant, typed) for name, typed in SCREENS.items()}
    said = [(screen, sentence) for screen, sentences in SENTENCES[options.set].items() for sentence in sentences]
    assistant.reply(Turn(audio=(SAMPLE_RATE, spoken("help"))))
    print(f"{len(said)} sentences of {options.set}, loaded in {time.perf_counter() - start:.1f} s", file=sys.stderr)
    for voice in options.voice or VOICES[options.set]:
        clips = [spoken(sentence, voice, pace=PACES[at % len(PACES)]) for at, (_, sentence) in enumerate(said)]
        for decibels in options.noise or (np.inf, 20.0, 10.0, 5.0):
            heard = [noisy(clip, decibels, colour=options.colour) for clip in clips] if np.isfinite(decibels) else clips
            print(json.dumps({"voice": voice, "db": decibels if np.isfinite(decibels) else "clean",
                              **measure(assistant, screens, said, heard, misses=options.misses)}), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, encoder, catalogue and all", file=sys.stderr)


def screen_of(assistant: Assistant, typed: tuple[str, ...]) -> Session:
    session = assistant.open()
    for text in typed:
        session = assistant.reply(Turn(text=text, session=session)).session
    return session


def measure(assistant: Assistant, screens: dict[str, Session], said: list[tuple[str, str]], clips: list[np.ndarray], *,
            misses: bool) -> dict:
    """Turns that end as typed, sentences heard word for word, and milliseconds from the end of speech to the reply: passed,
    and of the processor's time, which other programs lengthen less."""
    as_typed = exact = 0
    took: list[float] = []
    cpu: list[float] = []
    for (screen, sentence), clip in zip(said, clips, strict=True):
        typed = assistant.reply(Turn(text=sentence, session=screens[screen]))
        started = time.process_time()
        reply = assistant.reply(Turn(audio=(SAMPLE_RATE, clip), session=screens[screen]))
        cpu.append(1000 * (time.process_time() - started))
        took.append(reply.ms["total"])
        exact += reply.heard == sentence
        as_typed += outcome(reply) == outcome(typed)
        if misses and outcome(reply) != outcome(typed):
            print(f"    {sentence} -> {reply.heard or '(nothing)'} [{typed.intent} -> {reply.intent}]", file=sys.stderr)
    seconds = sum(clip.size for clip in clips) / SAMPLE_RATE / len(clips)
    low, high = wilson(as_typed, len(clips))
    return {"n": len(clips), "as_typed": round(as_typed / len(clips), 3), "ci95": [round(low, 3), round(high, 3)],
            "exact": round(exact / len(clips), 3), "clip_s": round(seconds, 2),
            "ms_p50": round(float(np.percentile(took, 50))), "ms_p95": round(float(np.percentile(took, 95))),
            "cpu_ms_p50": round(float(np.percentile(cpu, 50))), "cpu_ms_p95": round(float(np.percentile(cpu, 95)))}


def outcome(reply: Reply) -> tuple[str, Session]:
    """What the turn came to: its intent, and the session without the way there."""
    return reply.intent, replace(reply.session, previous=None)


if __name__ == "__main__":
    main()
