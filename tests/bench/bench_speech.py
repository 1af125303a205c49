"""How well and how fast the offline recogniser hears shop commands: python -m tests.bench.bench_speech [--voice V]...

Makes its own clips with flite (voices recorded from people) and espeak-ng (a formant synthesiser), clean or under white
noise. Prints, for each voice and noise: exact sentences, word errors, and seconds from clip to words.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from models.speech import SAMPLE_RATE, load_recogniser, read_sound

TITLES = (
    "Puma Men Grey Running Shoes",
    "Fossil Women Rose Gold Analog Watch",
    "Titan Leather Wallet",
    "Velmora Striped Linen Shirt",
    "Harbour Stoneware Teapot",
    "Nike Black Backpack",
)
SENTENCES = (
    "show me red dresses",
    "find me a blue shirt",
    "i'm looking for running shoes",
    "do you have leather wallets",
    "i need a warm jacket for the winter",
    "white sneakers for women",
    "black leather handbags",
    "a green teapot",
    "show me watches under fifty dollars",
    "the blue one",
    "the second one",
    "the last one",
    "number four",
    "the one on the left",
    "i like the grey one",
    "the striped shirt",
    "not the black one",
    "the one that is not white",
    "the puma shoes",
    "the fossil one",
    "show me the titan wallet",
    "the stoneware teapot",
    "the nike backpack",
    "the velmora shirt",
    "add it to my cart",
    "add the third one to my cart",
    "put the black backpack in my cart",
    "remove the wallet from my cart",
    "what's in my cart",
    "compare the first and the third",
    "compare number two with number five",
    "under two hundred dollars",
    "the cheapest of those",
    "sort by price",
    "go back",
    "show more",
    "start over",
    "like this but in black",
    "minus black plus red",
    "what is it made of",
    "how much is it",
    "tell me more about the second one",
    "help",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", action="append", help="flite:NAME or espeak:NAME; repeat for more")
    parser.add_argument("--noise", type=float, action="append", help="signal to noise ratio in dB; repeat for more")
    parser.add_argument("--misses", action="store_true", help="print each sentence that was not heard exactly")
    args = parser.parse_args()
    start = time.perf_counter()
    recogniser = load_recogniser("offline")
    recogniser.transcribe(np.zeros(SAMPLE_RATE, np.float32))
    print(f"loaded in {time.perf_counter() - start:.2f} s")
    report_build(recogniser)
    for voice in args.voice or ["flite:slt", "flite:rms", "espeak:en-us"]:
        clips = [spoken(sentence, voice) for sentence in SENTENCES]
        for decibels in (None, *(args.noise or [])):
            report(recogniser, voice, decibels, clips, misses=args.misses)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, interpreter and all")


def report_build(recogniser) -> None:
    """Time a screen's first and second clip: the difference is the making of its language model."""
    clip = spoken("the blue one", "flite:slt" if shutil.which("flite") else "espeak:en-us")
    recogniser.transcribe(clip, context=["warm up"])
    seconds = [timed(recogniser, clip)[1] for _ in range(2)]
    print(f"language model of a screen of {len(TITLES)} titles: {seconds[0] - seconds[1]:.2f} s, then kept")


def report(recogniser, voice: str, decibels: float | None, clips: list[np.ndarray], *, misses: bool) -> None:
    exact = errors = words = 0
    seconds: list[float] = []
    for sentence, clip in zip(SENTENCES, clips, strict=True):
        heard, took = timed(recogniser, clip if decibels is None else noisy(clip, decibels))
        seconds.append(took)
        exact += heard.text == sentence
        words += len(sentence.split())
        errors += edits(sentence.split(), heard.text.split())
        if misses and heard.text != sentence:
            print(f"    {sentence} -> {heard.text or '(nothing)'} ({heard.confidence})", file=sys.stderr)
    audio = sum(clip.size for clip in clips) / SAMPLE_RATE
    print(
        f"{voice:14} {'clean' if decibels is None else f'{decibels:g} dB':6} exact {exact}/{len(clips)} = "
        f"{exact / len(clips):.2f}, word errors {errors / words:.3f}, {np.median(seconds) * 1000:.0f} ms median, "
        f"{np.percentile(seconds, 95) * 1000:.0f} ms p95 for {audio / len(clips):.1f} s clips, "
        f"real-time factor {sum(seconds) / audio:.2f}"
    )


def timed(recogniser, clip: np.ndarray):
    start = time.perf_counter()
    heard = recogniser.transcribe(clip, context=TITLES)
    return heard, time.perf_counter() - start


def spoken(sentence: str, voice: str) -> np.ndarray:
    program, _, name = voice.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "clip.wav")
        flite = ["flite", "-voice", name, "-t", sentence, "-o", file]
        espeak = ["espeak-ng", "-v", name, "-w", file, sentence]
        subprocess.run(flite if program == "flite" else espeak, check=True, capture_output=True)
        return read_sound(file)


def noisy(clip: np.ndarray, decibels: float) -> np.ndarray:
    """The clip under white noise, `decibels` below the clip's own power."""
    spread = clip.std() * 10 ** (-decibels / 20)
    return (clip + np.random.default_rng(1).normal(0, spread, clip.size)).astype(np.float32)


def edits(wanted: list[str], got: list[str]) -> int:
    """Levenshtein distance in words."""
    row = list(range(len(got) + 1))
    for i, word in enumerate(wanted, 1):
        previous, row[0] = row[0], i
        for j, other in enumerate(got, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (word != other))
    return row[-1]


if __name__ == "__main__":
    main()
