"""What a Whisper costs, and what a window shorter than its 30 s gains: nice python -m tests.bench.bench_whisper [--folder F]

Without --folder the model has base.en's size (74 million parameters) and weights by chance: how long it takes does not depend on
them, save for how many tokens it says, which is fixed here. faster-whisper pads every clip to 30 s; the encoder takes less.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from models.metrics import wilson
from models.speech import SAMPLE_RATE
from models.speech.whisper import WhisperRecogniser

BASE = {"d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_attention_heads": 8, "decoder_attention_heads": 8,
        "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048, "vocab_size": 51_864}
TOKENS = 12      # "add number five to my cart" and its end take about 8
HOT = 100        # tokens of hot words before them
FRAMES_A_SECOND = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="a trained model: what a shorter window costs in sentences, too")
    parser.add_argument("--threads", type=int, action="append")
    parser.add_argument("--seconds", type=float, action="append", help="of the window")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--test", type=int, default=100, help="sentences kept back from the training of --folder")
    options = parser.parse_args()
    seconds = options.seconds or [30.0, 15.0, 10.0, 5.0, 3.0]
    if options.folder:
        for each in seconds:
            print(json.dumps({"window_s": each, **accuracy(options.folder, each, options.test)}), flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        start = write_base(Path(folder) / "base")
        for threads in options.threads or [1, 2]:
            for each in seconds:
                print(json.dumps({"threads": threads, "window_s": each,
                                  **latency(Path(folder) / "base", start, threads, each, options.runs)}), flush=True)


def write_base(folder: Path) -> int:
    """Writes a Whisper of base.en's size in CTranslate2's format, int8; returns the token a transcript starts with."""
    import torch
    from transformers import WhisperConfig, WhisperForConditionalGeneration

    from tests.bench.train_whisper import convert, word_pieces

    torch.manual_seed(0)
    model = WhisperForConditionalGeneration(WhisperConfig(**BASE, suppress_tokens=[], begin_suppress_tokens=[]))
    tokenizer = word_pieces(["the blue one"])
    convert(model, tokenizer, folder, heads=BASE["decoder_attention_heads"], layer=BASE["decoder_layers"] - 1)
    return tokenizer.token_to_id("<|startoftranscript|>")


def latency(folder: Path, start: int, threads: int, seconds: float, runs: int) -> dict:
    """Milliseconds passed, and of the processor, to encode a window and write TOKENS tokens after HOT of hot words."""
    import ctranslate2

    model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8", intra_threads=threads)
    mels = np.random.default_rng(0).normal(0, 0.5, (1, 80, round(seconds * FRAMES_A_SECOND))).astype(np.float32)
    prompt = [[*range(1, HOT + 1), start]]
    passed, cpu, encoding = [], [], []
    for _ in range(runs + 1):
        began, spent = time.perf_counter(), time.process_time()
        sounds = model.encode(ctranslate2.StorageView.from_array(mels), to_cpu=True)
        encoding.append(1000 * (time.perf_counter() - began))
        model.generate(sounds, prompt, beam_size=5, max_length=HOT + 1 + TOKENS, suppress_blank=False, suppress_tokens=[])
        passed.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - spent))
    return {"runs": runs, "ms_p50": _share(passed[1:], 50), "ms_p95": _share(passed[1:], 95),
            "encode_ms_p50": _share(encoding[1:], 50), "cpu_ms_p50": _share(cpu[1:], 50), "load": round(os.getloadavg()[0], 1)}


def _share(values: list[float], percent: int) -> int:
    return round(float(np.percentile(values, percent)))


def accuracy(folder: Path, seconds: float, count: int) -> dict:
    """Sentences kept back from training that are written down word for word through so short a window."""
    from tests.bench.train_whisper import kept_back, spoken_by_turns

    recogniser = WhisperRecogniser(folder, label=folder.name, window_s=seconds)
    exact, took = 0, []
    sentences = kept_back(count)
    for sentence, sound in zip(sentences, spoken_by_turns(sentences), strict=True):
        began = time.process_time()
        exact += recogniser.transcribe(sound).text == sentence
        took.append(1000 * (time.process_time() - began))
    low, high = wilson(exact, count)
    longest = max(sound.size for sound in spoken_by_turns(sentences)) / SAMPLE_RATE
    return {"n": count, "exact": round(exact / count, 3), "ci95": [round(low, 3), round(high, 3)],
            "longest_clip_s": round(longest, 1), "cpu_ms_p50": _share(took, 50)}


if __name__ == "__main__":
    main()
