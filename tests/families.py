"""Small models of each family that `--encoder` can name: random weights, written in the families' real file formats."""

import json
from pathlib import Path

import torch

WORDS = ("a the red blue black bag dress watch shoe with leather strap striped one photo of woman man cotton long short "
         "sleeve heel gold silver round").split()
VISION = {"image_size": 32, "patch_size": 16, "width": 32, "layers": 1, "head_width": 16}
TEXT = {"context_length": 24, "width": 32, "heads": 2, "layers": 2}
TIMM = {"image_size": 32, "timm_model_name": "test_vit", "timm_model_pretrained": False, "timm_pool": "map", "timm_proj": "none"}

CONFIGS = {
    # OpenAI's and LAION's CLIP: one module, the BPE of 49,408 pieces, read at the end token (the largest id)
    "clip": {"embed_dim": 24, "vision_cfg": VISION, "text_cfg": TEXT | {"vocab_size": 49408}},
    # a tower of timm's beside a text tower of its own, with a tokenizer of its own and an end token by number
    "custom": {"embed_dim": 24, "custom_text": True, "vision_cfg": TIMM | {"timm_proj": "linear", "timm_pool": "avg"},
               "text_cfg": TEXT | {"vocab_size": 64, "hf_tokenizer_name": "tokenizer.json", "pool_type": "eos", "pad_id": 0,
                                   "eos_id": 1}},
    # SigLIP: attention both ways, read at the last place, biases on the projection and on the logits
    "siglip": {"embed_dim": 64, "init_logit_bias": -10, "custom_text": True, "vision_cfg": TIMM,
               "text_cfg": TEXT | {"vocab_size": 64, "hf_tokenizer_name": "tokenizer.json", "no_causal_mask": True,
                                   "proj_bias": True, "pool_type": "last", "tokenizer_kwargs": {"clean": "canonicalize"}}},
    # CoCa: a class token behind the text
    "coca": {"embed_dim": 32, "custom_text": True,
             "vision_cfg": VISION | {"attentional_pool": True, "attn_pooler_heads": 2, "output_tokens": True},
             "text_cfg": TEXT | {"vocab_size": 49408, "embed_cls": True, "output_tokens": True},
             "multimodal_cfg": TEXT | {"vocab_size": 49408, "attn_pooler_heads": 2}},
    # a text tower of transformers, which masks its padding
    "hf": {"embed_dim": 24, "vision_cfg": VISION,
           "text_cfg": {"hf_model_name": "bert", "hf_tokenizer_name": "tokenizer.json", "hf_pooler_type": "mean_pooler",
                        "context_length": 24}},
}
WEIGHTS = {"clip": "open_clip_pytorch_model.bin", "custom": "open_clip_model.safetensors",
           "siglip": "open_clip_model.safetensors", "coca": "open_clip_pytorch_model.bin", "hf": "open_clip_pytorch_model.bin"}


def write_model(family: str, folder: Path) -> Path:
    """An open_clip `local-dir`: configuration, tokenizer where the family has its own, random weights."""
    import open_clip

    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads(json.dumps(CONFIGS[family]))
    if family == "hf":
        _write_bert(folder)
        config["text_cfg"]["hf_model_name"] = str(folder)
    if "hf_tokenizer_name" in config["text_cfg"]:
        _write_tokenizer(folder)
    (folder / "open_clip_config.json").write_text(json.dumps({"model_cfg": config, "preprocess_cfg": {"size": [32, 32]}}))
    torch.manual_seed(7)
    model = open_clip.create_model(f"local-dir:{folder}", load_weights=False, pretrained_text=False)
    for parameter in model.parameters():  # far from the small steps of a fresh model: a wrong token must show
        torch.nn.init.normal_(parameter, std=0.3) if parameter.ndim > 1 else None
    save(model.state_dict(), folder / WEIGHTS[family])
    return folder


def save(state: dict, file: Path) -> None:
    from safetensors.torch import save_file

    state = {name: value.detach().clone().contiguous() for name, value in state.items()}
    save_file(state, file) if file.suffix == ".safetensors" else torch.save(state, file)


def _write_tokenizer(folder: Path) -> None:
    """Words and an end token, padded with 0: the files that AutoTokenizer reads."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    names = {"<pad>": 0, "</s>": 1, "<unk>": 2} | {word: 3 + n for n, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(names, unk_token="<unk>"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}))


def _write_bert(folder: Path) -> None:
    """The configuration of a BERT of two layers."""
    (folder / "config.json").write_text(json.dumps({
        "model_type": "bert", "vocab_size": 64, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 64, "max_position_embeddings": 24, "pad_token_id": 0}))
