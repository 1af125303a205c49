"""A small Whisper that hears the shop's commands, trained from nothing: python -m tests.bench.train_whisper OUT

flite and espeak-ng speak sentences of the offline recogniser's own grammar; a Whisper of 2 + 2 layers learns them and is
converted by CTranslate2's own converter, so that OUT is what `--speech whisper:OUT` loads. It says how many of the sentences
kept back (one in ten of the grammar's, never spoken in training) it then writes down word for word: none after 750 s
of processor time, see models/RESULTS.md; what it is good for so far is the whole way into the real format.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from torch import nn

from models.metrics import wilson
from models.speech import SAMPLE_RATE
from models.speech.phrases import shop_phrases
from models.speech.whisper import WhisperRecogniser
from tests.sounds import noisy, spoken

VOICES = ("flite:slt", "flite:rms", "flite:kal", "flite:kal16", "espeak:en-us", "espeak:en-us+f3")
PACES = (0.9, 1.0, 1.1)
WORD_PIECES = 500
WIDTH, LAYERS, HEADS = 128, 2, 4
BATCH = 24
PEAK_RATE = 1.5e-3
WARM_UP = 0.06         # of the time
LONG_WINDOWS = 0.12    # the last part of the time: some clips are padded to 30 s, as faster-whisper pads them
CTC_WEIGHT = 0.5       # a second, thrown-away reading of the encoder's output: without it the decoder finds the sounds late
NOISE_DB = (25.0, 15.0)
KEPT_BACK = 10         # one sentence in so many
SPECIAL = [f"<|{name}|>" for name in
           ("endoftext startoftranscript en translate transcribe startoflm startofprev nospeech notimestamps").split()]
TIME_STAMPS = 1501     # 0.00 to 30.00 s
STEP_S = 0.02          # of a time stamp, and of a position of the encoder
IGNORED = -100


@dataclass(frozen=True)
class Clip:
    """What is said and, as Whisper sees it, how it sounds."""

    text: str
    mels: tuple[np.ndarray, ...]  # (80, frames) float16, clean and under noise
    begins: float                 # seconds at which the voice sets in
    ends: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clips", type=int, default=2400)
    parser.add_argument("--seconds", type=float, default=900.0, help="of processor time that the training may take")
    parser.add_argument("--test", type=int, default=200, help="sentences kept back that are spoken at the end")
    options = parser.parse_args()
    chance = random.Random(0)
    learnt = split(sorted(set(shop_phrases())))[0]
    chance.shuffle(learnt)
    print(f"speaking {options.clips} of {len(learnt)} sentences", file=sys.stderr)
    clips = spoken_clips(learnt[:options.clips])
    tokenizer = word_pieces(learnt)
    torch.manual_seed(0)
    model = new_model(tokenizer)
    steps = train(model, tokenizer, clips, options.seconds)
    convert(model, tokenizer, options.out)
    print(json.dumps({"clips": len(clips), "steps": steps, "parameters": sum(part.numel() for part in model.parameters()),
                      **tested(options.out, kept_back(options.test))}))


def split(sentences: Sequence[str]) -> tuple[list[str], list[str]]:
    """Sentences to learn, and those kept back, told apart by themselves so that a longer list moves none over."""
    kept = [sentence for sentence in sentences if crc32(sentence.encode()) % KEPT_BACK == 0]
    return [sentence for sentence in sentences if crc32(sentence.encode()) % KEPT_BACK], kept


def kept_back(count: int) -> list[str]:
    """So many of the sentences that no training hears."""
    return random.Random(0).sample(split(sorted(set(shop_phrases())))[1], count)


def spoken_by_turns(sentences: Sequence[str]) -> Iterator[np.ndarray]:
    """Each sentence by one of the voices in turn."""
    return (spoken(sentence, VOICES[number % len(VOICES)]) for number, sentence in enumerate(sentences))


def spoken_clips(sentences: Sequence[str]) -> list[Clip]:
    with ThreadPoolExecutor(2) as pool:  # the speaking is done by other programs
        return list(pool.map(_clip, range(len(sentences)), sentences))


def _clip(number: int, sentence: str) -> Clip:
    from faster_whisper.feature_extractor import FeatureExtractor

    chance = random.Random(number)
    sound = spoken(sentence, VOICES[number % len(VOICES)], pace=chance.choice(PACES))
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max()) / SAMPLE_RATE
    hear = FeatureExtractor()
    sounds = (sound, noisy(sound, chance.uniform(*NOISE_DB[::-1]), seed=number))
    return Clip(sentence, tuple(hear(each).astype(np.float16) for each in sounds), float(loud[0]), float(loud[-1]))


def word_pieces(sentences: Sequence[str]):
    """A tokenizer in Whisper's layout: bytes and word pieces, then the special tokens; the time stamps follow unnamed."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    letters = pre_tokenizers.ByteLevel.alphabet()
    pieces = trainers.BpeTrainer(vocab_size=WORD_PIECES, initial_alphabet=letters, show_progress=False)
    tokenizer.train_from_iterator((f" {sentence}" for sentence in sentences), pieces)
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    return tokenizer


def new_model(tokenizer):
    from transformers import WhisperConfig, WhisperForConditionalGeneration

    end, start = (tokenizer.token_to_id(token) for token in SPECIAL[:2])
    config = WhisperConfig(vocab_size=tokenizer.get_vocab_size() + TIME_STAMPS, d_model=WIDTH, encoder_layers=LAYERS,
                           decoder_layers=LAYERS, encoder_attention_heads=HEADS, decoder_attention_heads=HEADS,
                           encoder_ffn_dim=4 * WIDTH, decoder_ffn_dim=4 * WIDTH, dropout=0.05, pad_token_id=end,
                           bos_token_id=end, eos_token_id=end, decoder_start_token_id=start,
                           suppress_tokens=[], begin_suppress_tokens=[])
    return WhisperForConditionalGeneration(config)


# --- training --------------------------------------------------------------------------------------------------------


def train(model, tokenizer, clips: Sequence[Clip], seconds: float) -> int:
    """Trains for so many seconds of processor time and returns the steps taken."""
    chance = random.Random(1)
    order = by_length(clips)
    reader = nn.Linear(WIDTH, tokenizer.get_vocab_size())
    parameters = [*model.parameters(), *reader.parameters()]
    optimiser = torch.optim.AdamW(parameters, PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    model.train()
    began, steps, said, done = time.process_time(), 0, 0.0, 0.0
    while done < 1.0:
        at = chance.randrange(len(order) - BATCH)
        long = done > 1 - LONG_WINDOWS and steps % 3 == 0
        chosen = [clips[i] for i in order[at:at + BATCH]][:4 if long else BATCH]
        loss = _loss(model, reader, tokenizer, chosen, chance, 3000 if long else 0)
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, done / WARM_UP, 0.02 + (1 - done) / (1 - WARM_UP))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        steps, said = steps + 1, 0.98 * said + 0.02 * loss.item()
        done = (time.process_time() - began) / seconds
        if steps % 50 == 0:
            print(f"{done:.0%} step {steps} loss {said / (1 - 0.98**steps):.3f}", file=sys.stderr, flush=True)
    model.eval()
    return steps


def by_length(clips: Sequence[Clip]) -> list[int]:
    return sorted(range(len(clips)), key=lambda i: clips[i].mels[0].shape[1])


def _loss(model, reader, tokenizer, clips: Sequence[Clip], chance: random.Random, window: int) -> torch.Tensor:
    """Cross-entropy of what is written, and CTC of what is heard, for clips in a window of so many frames (0: as they need)."""
    leads = [chance.randrange(0, 40) for _ in clips]  # silence before the voice
    longest = max(clip.mels[0].shape[1] + lead for clip, lead in zip(clips, leads, strict=True))
    window = window or 2 * ((longest + chance.randrange(2, 80)) // 2)
    mels = torch.zeros(len(clips), 80, 3000)
    for row, (clip, lead) in enumerate(zip(clips, leads, strict=True)):
        mel = torch.from_numpy(chance.choice(clip.mels).astype(np.float32))
        mels[row, :, :lead] = mel.min()
        mels[row, :, lead:lead + mel.shape[1]] = mel
        width, low = chance.randrange(0, 12), chance.randrange(0, 68)
        mels[row, low:low + width] = mel.mean()  # a band is missing: no voice is known by one frequency
    pairs = [_written(tokenizer, clip, lead / 100, chance) for clip, lead in zip(clips, leads, strict=True)]
    size = max(len(tokens) for tokens, _ in pairs)
    end = tokenizer.token_to_id("<|endoftext|>")
    tokens = torch.tensor([[*tokens, *[end] * (size - len(tokens))] for tokens, _ in pairs])
    wanted = torch.tensor([[*wanted, *[IGNORED] * (size - len(wanted))] for _, wanted in pairs])
    sounds = encoded(model, mels[:, :, :window])
    states = model.model.decoder(input_ids=tokens, encoder_hidden_states=sounds).last_hidden_state
    kept = wanted != IGNORED
    written = nn.functional.cross_entropy(model.proj_out(states[kept]), wanted[kept], label_smoothing=0.05)
    heard = nn.functional.log_softmax(reader(sounds), -1).transpose(0, 1)  # (positions, clips, pieces); the end is the blank
    plain = [tokenizer.encode(f" {clip.text}").ids for clip in clips]
    positions = torch.full((len(clips),), heard.shape[0])
    letters = nn.functional.ctc_loss(heard, torch.tensor([t for ids in plain for t in ids]), positions,
                                     torch.tensor([len(ids) for ids in plain]), blank=end, zero_infinity=True)
    return written + CTC_WEIGHT * letters


def encoded(model, mels: torch.Tensor) -> torch.Tensor:
    """The encoder on (n, 80, frames) of any even length; transformers' own insists on all 3,000 frames."""
    encoder = model.model.encoder
    states = nn.functional.gelu(encoder.conv2(nn.functional.gelu(encoder.conv1(mels)))).transpose(1, 2)
    states = states + encoder.embed_positions.weight[:states.shape[1]]
    for layer in encoder.layers:
        out = layer(states, None)
        states = out[0] if isinstance(out, tuple) else out
    return encoder.layer_norm(states)


def _written(tokenizer, clip: Clip, lead_s: float, chance: random.Random) -> tuple[list[int], list[int]]:
    """(what the decoder is given, what it is to say next): after hot words or none, with time stamps or without."""
    one = tokenizer.token_to_id
    text = tokenizer.encode(f" {clip.text}").ids
    before = [one("<|startofprev|>"), *tokenizer.encode(f" {_hot(clip.text, chance)}").ids] if chance.random() < 0.4 else []
    stamp = one("<|notimestamps|>") + 1
    if chance.random() < 0.3:
        begins, ends = (stamp + round((lead_s + at) / STEP_S) for at in (clip.begins, clip.ends))
        said = [begins, *text, ends]
        start = [one("<|startoftranscript|>")]
    else:
        said = text
        start = [one("<|startoftranscript|>"), one("<|notimestamps|>")]
    line = [*before, *start, *said, one("<|endoftext|>")]
    ignored = len(before) + len(start) - 1
    return line[:-1], [*[IGNORED] * ignored, *line[1 + ignored:]]


def _hot(text: str, chance: random.Random) -> str:
    """A list of hot words, one of them often said."""
    words = chance.sample(sorted({word for phrase in shop_phrases()[:2000] for word in phrase.split()}), 6)
    if chance.random() < 0.6:
        words.insert(chance.randrange(7), chance.choice(text.split()))
    return ", ".join(words)


# --- out into CTranslate2's format -----------------------------------------------------------------------------------


def convert(model, tokenizer, out: Path, *, heads: int = HEADS, layer: int = LAYERS - 1) -> None:
    """Writes the CTranslate2 folder, int8, with the tokenizer beside it. heads, layer: whose attention times the words."""
    from ctranslate2.converters import TransformersConverter
    from transformers import WhisperFeatureExtractor, WhisperTokenizerFast

    with tempfile.TemporaryDirectory() as folder:
        model.generation_config.alignment_heads = [[layer, head] for head in range(heads)]
        model.save_pretrained(folder)
        end = SPECIAL[0]
        WhisperTokenizerFast(tokenizer_object=tokenizer, bos_token=end, eos_token=end, unk_token=end).save_pretrained(folder)
        WhisperFeatureExtractor().save_pretrained(folder)
        TransformersConverter(folder, copy_files=["preprocessor_config.json"]).convert(str(out), quantization="int8", force=True)
    tokenizer.save(str(out / "tokenizer.json"))


def tested(folder: Path, sentences: Sequence[str]) -> dict:
    """How many of the sentences are written down word for word by what `--speech whisper:PATH` loads."""
    recogniser = WhisperRecogniser(folder, label=folder.name)
    exact = 0
    for sentence, sound in zip(sentences, spoken_by_turns(sentences), strict=True):
        heard = recogniser.transcribe(sound).text
        exact += heard == sentence
        if heard != sentence:
            print(f"    {sentence} -> {heard or '(nothing)'}", file=sys.stderr)
    low, high = wilson(exact, len(sentences))
    return {"n": len(sentences), "exact": round(exact / len(sentences), 3), "ci95": [round(low, 3), round(high, 3)]}


if __name__ == "__main__":
    main()
