"""A Whisper in CTranslate2's real format with weights set by hand: it loads, decodes and refuses as a trained one does."""

import itertools

import numpy as np

__all__ = ["write_crafted_whisper"]

WORDS = ["the", "blue", "one"]
_SPECIAL = [
    f"<|{name}|>"
    for name in ("endoftext startoftranscript translate transcribe startoflm startofprev nospeech notimestamps".split())
]
_SIZE = 64  # of the model; a token is one of these directions


def vocabulary():
    """Words, what faster-whisper looks up while it loads, the special tokens and the time stamps, in Whisper's order."""
    plain = [*WORDS, "[UNK]", *(f"_{i}" for i in range(8))]
    return [*plain, *_SPECIAL, *(f"<|{i * 0.02:.2f}|>" for i in range(_SIZE - len(plain) - len(_SPECIAL)))]


def chain_weights():
    """(64, 64): after <|notimestamps|> comes "the", then "blue", "one" and the end; column: token, row: the next one."""
    order = ["<|notimestamps|>", *WORDS, "<|endoftext|>"]
    at = {token: index for index, token in enumerate(vocabulary())}
    weights = np.zeros((_SIZE, _SIZE), np.float32)
    for token, following in itertools.pairwise(order):
        weights[at[following], at[token]] = 10.0
    return weights


def fill(part, shape, value=0.0):
    """Set a layer's weight and bias."""
    part.weight = np.full(shape, value, np.float32)
    part.bias = np.zeros(shape[0], np.float32)


def plain_norm(norm):
    norm.gamma = np.ones(_SIZE, np.float32)
    norm.beta = np.zeros(_SIZE, np.float32)


def silent_attention(attention):
    plain_norm(attention.layer_norm)
    widths = {2: [3, 1], 3: [1, 2, 1]}[len(attention.linear)]
    for linear, width in zip(attention.linear, widths, strict=True):
        fill(linear, (width * _SIZE, _SIZE))


def feed_forward(ffn, first, second):
    plain_norm(ffn.layer_norm)
    for linear, weight in ((ffn.linear_0, first), (ffn.linear_1, second)):
        linear.weight, linear.bias = weight, np.zeros(_SIZE, np.float32)


def _crafted():
    """A one-layer Whisper that says "the blue one" to whatever passes the voice detector."""
    from ctranslate2.specs import WhisperSpec

    spec = WhisperSpec(1, 1, 1, 1)
    nothing, same = np.zeros((_SIZE, _SIZE), np.float32), np.eye(_SIZE, dtype=np.float32)
    fill(spec.encoder.conv1, (_SIZE, 80, 3))
    fill(spec.encoder.conv2, (_SIZE, _SIZE, 3))
    spec.encoder.position_encodings.encodings = np.zeros((1_500, _SIZE), np.float32)
    plain_norm(spec.encoder.layer_norm)
    silent_attention(spec.encoder.layer[0].self_attention)
    feed_forward(spec.encoder.layer[0].ffn, nothing, nothing)
    decoder = spec.decoder
    decoder.embeddings.weight = 4.0 * same
    decoder.position_encodings.encodings = np.zeros((448, _SIZE), np.float32)
    plain_norm(decoder.layer_norm)
    silent_attention(decoder.layer[0].self_attention)
    silent_attention(decoder.layer[0].attention)
    feed_forward(decoder.layer[0].ffn, same, chain_weights())
    decoder.projection.weight = same
    return spec


def write_crafted_whisper(folder):
    """Writes a CTranslate2 folder: model.bin, config.json, vocabulary.json and tokenizer.json."""
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

    folder.mkdir()
    spec = _crafted()
    spec.register_vocabulary(vocabulary())
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [], []
    spec.config.lang_ids, spec.config.alignment_heads = [], [(0, 0)]
    spec.validate()
    spec.optimize(quantization="float32")
    spec.save(str(folder))
    ids = {token: index for index, token in enumerate(vocabulary())}
    tokenizer = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in _SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
