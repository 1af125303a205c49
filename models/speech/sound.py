"""Sound in: whatever a browser, a file or a caller hands over becomes float32 mono 16 kHz.

Also the few names every recogniser shares: what was heard, who can hear, and what can go wrong.

    SpeechError
    ├── UnreadableSound      not sound, damaged, or cut off
    ├── EmptySound           no samples at all
    ├── SoundTooLong         more than MAX_SECONDS
    ├── SpeechUnavailable    the recogniser asked for cannot be had here
    └── UnknownRecogniser    no recogniser has that name
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np

__all__ = [
    "MAX_SECONDS",
    "SAMPLE_RATE",
    "SURE",
    "Coming",
    "EmptySound",
    "Heard",
    "Recogniser",
    "SoundTooLong",
    "SpeechError",
    "SpeechUnavailable",
    "UnknownRecogniser",
    "UnreadableSound",
    "checked",
    "read_sound",
]

SAMPLE_RATE = 16_000  # samples a second of everything that leaves this module
SURE = 0.8  # confidence from which a hearing is not doubted: only for words that sound the same
MAX_SECONDS = 60  # a spoken turn is seconds long; this also bounds what one upload can cost

# Demuxers a recording may use. The list is closed because FFmpeg also reads playlists, which name other files and hosts.
_CONTAINERS = "wav,ogg,matroska,webm,mov,mp4,m4a,flac,mp3,aac,aiff,caf"
_RATES = range(4_000, 384_001)
_CUT_OFF_S = 0.25  # a container may round its stated length by a codec frame or two, not by more

_PIPED = 2**30  # bytes; far above what MAX_SECONDS of any sound needs


class SpeechError(ValueError):
    """Speech could not be read or recognised; the message is fit to show to a shopper."""


class UnreadableSound(SpeechError):
    """The sound is not in a format that can be read, or it is damaged or cut off."""


class EmptySound(SpeechError):
    """The sound holds no samples."""


class SoundTooLong(SpeechError):
    """The sound lasts more than MAX_SECONDS."""


class SpeechUnavailable(SpeechError):
    """The recogniser asked for cannot be had on this machine."""


class UnknownRecogniser(SpeechError):
    """No recogniser has the name that was asked for."""


@dataclass(frozen=True)
class Heard:
    """What a recogniser made of one sound."""

    text: str  # "" for silence, a hum, or nothing understood
    confidence: float | None  # 0..1, None when there is no text
    recogniser: str  # "offline (pocketsphinx)", "whisper base.en"
    alternatives: tuple[str, ...] = ()  # what else it may have been, the likeliest first


@dataclass(frozen=True)
class Coming:
    """A recogniser that will listen once its weights are here."""

    name: str  # "whisper base.en"
    done: int  # bytes that have come
    total: int  # of how many


class Recogniser(Protocol):
    """Turns sound into words. One recogniser serves all visitors, from any thread."""

    name: str

    def transcribe(self, sound: np.ndarray, *, context: Sequence[str] = ()) -> Heard:
        """Hear `sound` (n,) float32 mono 16 kHz; `context` holds phrases, titles and words now on screen."""


def read_sound(source: str | os.PathLike[str] | bytes | tuple[int, np.ndarray]) -> np.ndarray:
    """Read a file, its bytes, or gradio's (rate, samples) as (n,) float32 mono at 16 kHz in [-1, 1].

    Loudness is left as it came: silence stays silence. Raises UnreadableSound, EmptySound or SoundTooLong.
    """
    if isinstance(source, tuple):
        return _finished(_from_samples(*source))
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _finished(_decoded(io.BytesIO(source), "the recording"))
    path = Path(source)
    if not path.is_file():
        raise UnreadableSound(f"there is no sound file '{path}'; give the path of a recording (wav, webm, mp4, ogg, ...)")
    with path.open("rb") as file:
        return _finished(_decoded(file, f"'{path.name}'"))


def checked(sound: np.ndarray) -> np.ndarray:
    """The same (n,) samples as float32, or the named error that says why no recogniser can take them."""
    sound = np.asarray(sound)
    if sound.ndim != 1 or sound.dtype.kind != "f":
        raise UnreadableSound(f"a recogniser takes (n,) float32 samples, not {sound.dtype} {sound.shape}; use read_sound")
    return _finished(sound)


def _finished(sound: np.ndarray) -> np.ndarray:
    if not sound.size:
        raise EmptySound("the recording is empty; press the microphone, speak, then let go")
    if sound.size > MAX_SECONDS * SAMPLE_RATE:
        raise _too_long()
    if not np.isfinite(sound).all():
        raise UnreadableSound("the recording is damaged (it holds values that are not numbers); please record it again")
    return np.clip(sound, -1.0, 1.0).astype(np.float32, copy=False)


def _too_long() -> SoundTooLong:
    return SoundTooLong(f"the recording is longer than {MAX_SECONDS} seconds; say it in one short sentence")


# --- samples a caller already has -----------------------------------------------------------------------------------


def _from_samples(rate: int, samples: np.ndarray) -> np.ndarray:
    """(n,) or (n, channels) integers or floats at `rate` Hz -> (m,) float32 at 16 kHz."""
    samples = np.asarray(samples)
    if samples.ndim not in (1, 2) or samples.dtype.kind not in "iuf":
        raise UnreadableSound(f"samples must be (n,) or (n, channels) numbers, not {samples.dtype} {samples.shape}")
    if int(rate) not in _RATES:
        raise UnreadableSound(f"a sample rate of {rate} Hz is not usable; record at {_RATES.start} to {_RATES.stop - 1} Hz")
    if len(samples) > MAX_SECONDS * rate:
        raise _too_long()
    mono = _as_float(samples)
    if mono.ndim == 2:
        mono = mono.mean(axis=1) if mono.shape[1] else mono.reshape(-1)
    if int(rate) == SAMPLE_RATE or not mono.size or not np.isfinite(mono).all():
        return mono
    return _resampled(mono, int(rate))


def _as_float(samples: np.ndarray) -> np.ndarray:
    """Scale integer samples by their type's full range, never by their own peak: silence must stay silence."""
    if samples.dtype.kind == "f":
        return samples.astype(np.float32)
    full = float(2 ** (8 * samples.dtype.itemsize - 1))
    middle = full if samples.dtype.kind == "u" else 0.0
    return ((samples.astype(np.float64) - middle) / full).astype(np.float32)


def _resampled(mono: np.ndarray, rate: int) -> np.ndarray:
    import av

    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(mono[None, :]), format="fltp", layout="mono")
    frame.sample_rate = rate
    return _joined(_resample([frame]))


# --- files and bytes, through PyAV ----------------------------------------------------------------------------------


def _decoded(file: BinaryIO, what: str) -> np.ndarray:
    """Decode the first sound track of `file` to (n,) float32 at 16 kHz; `what` names it in errors."""
    import av

    if not file.read(1):
        raise EmptySound(f"{what} is empty (no bytes came); press the microphone, speak, then let go")
    file.seek(0)
    _refuse_cut_off_wav(file, what)
    try:
        with av.open(file, options={"format_whitelist": _CONTAINERS}, metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise UnreadableSound(f"{what} holds no sound; send a recording (wav, webm, mp4, ogg, ...)")
            sound = _joined(_resample(_frames(container)))
            _refuse_cut_off(sound.size / SAMPLE_RATE, (container.duration or 0) / 1_000_000, what)  # av counts in us
            return sound
    except (av.error.FFmpegError, UnicodeDecodeError) as error:
        raise UnreadableSound(f"{what} could not be read as sound; send a recording (wav, webm, mp4, ogg, ...)") from error


def _frames(container: Any) -> Iterator[Any]:
    """Decoded frames of the first sound track. One damaged packet is skipped, as players do."""
    import av

    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in frames:
            frame.pts = None  # browsers' time stamps jump; the order of the frames is what counts
            yield frame


def _resample(frames: Any) -> Iterator[np.ndarray]:
    """Frames of any format and rate -> (m,) float32 blocks at 16 kHz, channels averaged."""
    import av

    # Channels stay apart until the mean below: the resampler's own float downmix scales stereo by 0.7, which can clip.
    resampler = av.AudioResampler(format="fltp", rate=SAMPLE_RATE)
    total = 0
    for frame in frames:
        for block in resampler.resample(frame):
            total += block.samples
            if total > MAX_SECONDS * SAMPLE_RATE:
                raise _too_long()
            yield block.to_ndarray().mean(axis=0)
    if total:
        yield from (block.to_ndarray().mean(axis=0) for block in resampler.resample(None))


def _joined(blocks: Iterator[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.empty(0, np.float32), *blocks])


def _refuse_cut_off(came_s: float, stated_s: float, what: str) -> None:
    """Raise UnreadableSound when a container states a length and clearly less than that arrived."""
    if came_s < stated_s - _CUT_OFF_S:
        raise UnreadableSound(f"{what} is cut off: {came_s:.1f} of {stated_s:.1f} seconds came; please record it again")


def _refuse_cut_off_wav(file: BinaryIO, what: str) -> None:
    """The same for WAV, whose stated length FFmpeg replaces by the file's own; leaves `file` at its start."""
    header = file.read(8)
    stated = int.from_bytes(header[4:8], "little") + 8
    came = file.seek(0, io.SEEK_END)
    file.seek(0)
    # A program that writes to a pipe cannot know the length and states a huge one.
    if header[:4] == b"RIFF" and came < 0.9 * stated < _PIPED:
        raise UnreadableSound(f"{what} is cut off: {came / stated:.0%} of it came; please record it again")
