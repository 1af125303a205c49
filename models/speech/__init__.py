"""Sound -> words. The one door to speech: read a sound, pick a recogniser by name, hear, choose between hearings.

recogniser = load_recogniser("auto")
heard = recogniser.transcribe(read_sound("clip.webm"), context=["Puma Grey Running Shoes"])
heard.text, heard.recogniser  # "the puma shoes", "offline (pocketsphinx)"

    sound      whatever a browser sends -> float32 mono 16 kHz; Heard, Recogniser and the errors
    cleaning   steady noise taken out
    choice     which recogniser a name means
    sphinx     the offline one, with lexicon, phrases and ngram, which make its language model
    whisper    faster-whisper
    hearings   of several hearings, the one that was meant
"""

from models.speech.choice import load_recogniser
from models.speech.hearings import SoundAlikes, most_plausible
from models.speech.lexicon import pronouncing_dictionary
from models.speech.sound import (
    MAX_SECONDS,
    SAMPLE_RATE,
    Coming,
    EmptySound,
    Heard,
    Recogniser,
    SoundTooLong,
    SpeechError,
    SpeechUnavailable,
    UnknownRecogniser,
    UnreadableSound,
    read_sound,
)

__all__ = [
    "MAX_SECONDS",
    "SAMPLE_RATE",
    "Coming",
    "EmptySound",
    "Heard",
    "Recogniser",
    "SoundAlikes",
    "SoundTooLong",
    "SpeechError",
    "SpeechUnavailable",
    "UnknownRecogniser",
    "UnreadableSound",
    "load_recogniser",
    "most_plausible",
    "pronouncing_dictionary",
    "read_sound",
]
