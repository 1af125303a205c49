"""Whether anybody speaks: Silero's voice detector, whose weights come inside faster-whisper's wheel.

Run here without faster-whisper itself, whose import takes half a second and 30 MB more.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from models.speech.sound import SpeechUnavailable

__all__ = ["holds_speech"]

WINDOW = 512  # samples judged at once
BEFORE = 64  # samples of the window before that the detector sees too
SPEECH = 0.5  # probability from which a window holds speech
_STATE = (1, 1, 128)


def holds_speech(sound: np.ndarray) -> bool:
    """Whether any 32 ms of (n,) float32 at 16 kHz sound like a voice."""
    padded = np.pad(sound, (BEFORE, WINDOW - sound.size % WINDOW)).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(padded, BEFORE + WINDOW)[::WINDOW]
    state = np.zeros(_STATE, np.float32)
    chances, _, _ = _detector().run(None, {"input": np.ascontiguousarray(windows), "h": state, "c": state})
    return bool((chances >= SPEECH).any())


@lru_cache(maxsize=1)
def _detector() -> Any:
    """A session on one thread, shared by all. Raises SpeechUnavailable where the weights are not installed."""
    from onnxruntime import InferenceSession, SessionOptions

    package = find_spec("faster_whisper")
    weights = sorted(Path(package.origin).parent.glob("assets/silero_vad*.onnx")) if package else []
    if not weights:
        raise SpeechUnavailable("the voice detector comes with faster-whisper; run: pip install 'faster-whisper>=1.2,<2'")
    options = SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return InferenceSession(str(weights[-1]), sess_options=options, providers=["CPUExecutionProvider"])
