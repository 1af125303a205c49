"""Texts at their real length: the same vectors as padded ones, for a fraction of the work.

A shopper says five words; towers are built for 32 to 77 tokens. What stands behind the last token of a text can be left
out wherever it has no part in the vector: in towers whose attention looks back only and that are read at the end
token (CLIP's), and in those of transformers, which mask their padding. Towers that are read elsewhere (SigLIP's last
place, CoCa's class token) attend to the padding and must have all of it.
"""

from __future__ import annotations

import torch

__all__ = ["cut", "encode_cut"]


def encode_cut(model: torch.nn.Module, ids: torch.Tensor, *, parts: int = 1) -> torch.Tensor:
    """An open_clip model's text vectors, not normalised, equal to `model.encode_text(ids)` up to rounding.

    ids: (n, context) int64, as the model's tokenizer gives them. parts: texts of like length are computed together, in
    so many goes, each as long as its longest text. Returns (n, d).
    """
    lengths = cut(model, ids)
    if lengths is None:
        return model.encode_text(ids)
    order = lengths.argsort(stable=True)
    vectors = [_encode(model, ids[rows, :int(lengths[rows].max())]) for rows in order.chunk(max(1, min(parts, len(ids))))]
    return torch.cat(vectors)[order.argsort()]


def cut(model: torch.nn.Module, ids: torch.Tensor) -> torch.Tensor | None:
    """(n,) int64: how many tokens of each text have a part in its vector; None where all have."""
    tower = getattr(model, "text", model)
    if hasattr(tower, "config") and hasattr(tower, "pooler"):  # open_clip's HFTextEncoder: padding is masked
        return (ids != tower.config.pad_token_id).sum(1).clamp(min=1)
    pool = getattr(tower, "pool_type", getattr(tower, "text_pool_type", None))
    if getattr(tower, "attn_mask", None) is None or getattr(tower, "cls_emb", None) is not None:
        return None
    if pool == "argmax":
        return ids.argmax(1) + 1
    if pool == "eos":
        eos = getattr(tower, "eos_id", getattr(tower, "text_eos_id", None))
        return (ids == eos).int().argmax(1) + 1
    return None


class _EncodeText(torch.nn.Module):
    """`encode_text` as a `forward`, which is what `functional_call` calls."""

    def __init__(self, model: torch.nn.Module):
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.model.encode_text(ids)


def _encode(model: torch.nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """`encode_text` of texts shorter than the context: the causal mask, and in CLIP the positions, are cut to their length."""
    tower, length = getattr(model, "text", model), ids.shape[1]
    if getattr(tower, "attn_mask", None) is None:
        return model.encode_text(ids)
    prefix = "model." if tower is model else "model.text."
    short = {prefix + "attn_mask": tower.attn_mask[:length, :length]}
    if tower is model:
        short[prefix + "positional_embedding"] = model.positional_embedding[:length]
    return torch.func.functional_call(_EncodeText(model), short, (ids,))
