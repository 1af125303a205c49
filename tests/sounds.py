"""Sounds made on the spot: sentences spoken by flite or espeak-ng, noise over them, and clips encoded as browsers send them."""

from __future__ import annotations

import io
import itertools
import subprocess
import tempfile
import wave
from pathlib import Path

import av
import numpy as np

from models.speech import SAMPLE_RATE, read_sound

__all__ = ["encoded", "noisy", "pcm_wav", "spoken", "tone"]


def tone(seconds: float = 1.0, rate: int = SAMPLE_RATE, hertz: float = 440.0, level: float = 0.3) -> np.ndarray:
    """A sine, (n,) float32."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def spoken(sentence: str, voice: str = "flite:rms", *, pace: float = 1.0) -> np.ndarray:
    """The sentence said by `flite:NAME` or `espeak:NAME`, (n,) float32 at 16 kHz; a pace of 1.2 is a fifth faster."""
    program, _, name = voice.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "clip.wav")
        flite = ["flite", "-voice", name, "--setf", f"duration_stretch={1 / pace:.3f}", "-t", sentence, "-o", file]
        espeak = ["espeak-ng", "-v", name, "-s", str(round(160 * pace)), "-w", file, sentence]
        subprocess.run(flite if program == "flite" else espeak, check=True, capture_output=True)
        return read_sound(file)


def noisy(clip: np.ndarray, decibels: float, *, colour: str = "white", seed: int = 1) -> np.ndarray:
    """The clip under noise `decibels` below its own power: white, or pink, whose power falls by 3 dB an octave."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(0, 1, clip.size))
    if colour == "pink":
        spectrum[1:] /= np.sqrt(np.arange(1, spectrum.size))
    noise = np.fft.irfft(spectrum, clip.size)
    return (clip + noise * (clip.std() / noise.std() * 10 ** (-decibels / 20))).astype(np.float32)


def encoded(sound: np.ndarray, container: str, codec: str, rate: int, layout: str = "mono") -> bytes:
    """(n,) at `rate` as a browser or a recorder would send it; stereo is the same on both sides."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.repeat(sound[None], 2 if layout == "stereo" else 1, 0), "fltp", layout)
        frame.sample_rate = rate
        for packet in itertools.chain(stream.encode(frame), stream.encode(None)):
            file.mux(packet)
    return out.getvalue()


def pcm_wav(sound: np.ndarray, rate: int = SAMPLE_RATE) -> bytes:
    """(n,) in [-1, 1] as a 16-bit WAV file's bytes."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * 32_767).astype("<i2").tobytes())
    return out.getvalue()
