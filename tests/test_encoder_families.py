"""Every family of open_clip model loads from files in its own format, and its texts are cut only where that is exact."""

import json
import shutil

import numpy as np
import pytest
import torch
from PIL import Image

from models.encoder import import_open_clip, load_encoder
from models.text_length import cut, encode_cut
from tests.families import CONFIGS, write_model

CUT_EXACTLY = {"clip": True, "custom": True, "siglip": False, "coca": False, "hf": True}
TEXTS = ["the red one", "a photo of a blue dress with a leather strap", "bag", ""]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return {family: write_model(family, tmp_path_factory.mktemp(family)) for family in CONFIGS}


@pytest.mark.parametrize("family", CONFIGS)
def test_a_family_loads_from_its_own_files(family, folders):
    encoder = load_encoder(f"local-dir:{folders[family]}", device="cpu")
    texts, images = encoder.texts(TEXTS), encoder.images([Image.new("RGB", (60, 80), "red"), Image.new("L", (9, 9))])
    assert encoder.dim == CONFIGS[family]["embed_dim"] == texts.shape[1] == images.shape[1]
    np.testing.assert_allclose(np.linalg.norm(np.concatenate([texts, images]), axis=1), 1, atol=1e-5)
    assert abs(texts[0] - texts[1]).max() > 0.01  # the words have a part in it
    again = load_encoder(f"local-dir:{folders[family]}", device="cpu")
    np.testing.assert_allclose(again.texts(TEXTS), texts, atol=1e-6)  # the weights come from the file, not from chance


@pytest.mark.parametrize("family", CONFIGS)
def test_texts_at_their_real_length_give_the_vectors_of_padded_ones(family, folders):
    model, ids = _model(folders[family])
    with torch.inference_mode():
        padded = model.encode_text(ids)
        for parts in (1, 3):
            np.testing.assert_allclose(encode_cut(model, ids, parts=parts), padded, atol=2e-5)
    lengths = cut(model, ids)
    assert (lengths is not None) == CUT_EXACTLY[family]
    if lengths is not None:  # the second is the longest, and it is far from the context's 24
        assert lengths.argmax() == 1 and lengths[3] < lengths[0] < lengths[1] < 16


def test_a_tower_that_reads_its_last_place_would_be_another_if_cut(folders):
    """Why SigLIP's texts keep their padding: without it the vector is a different one."""
    model, ids = _model(folders["siglip"])
    with torch.inference_mode():
        whole, short = model.encode_text(ids[:1], normalize=True), model.encode_text(ids[:1, :6], normalize=True)
    assert (whole * short).sum() < 0.99


def test_siglip_keeps_the_biases_of_its_file(folders):
    model, _ = _model(folders["siglip"])
    assert model.logit_bias is not None and model.text.text_projection.bias is not None


def test_an_architecture_with_a_file_of_weights_as_trainers_write_them(folders, tmp_path):
    """ARCH/PRETRAINED, where PRETRAINED is a training checkpoint: {"state_dict": {"module.…"}}."""
    open_clip = import_open_clip()
    (tmp_path / "vitrine-tiny.json").write_text(json.dumps(CONFIGS["clip"]))
    open_clip.add_model_config(tmp_path / "vitrine-tiny.json")
    state = torch.load(folders["clip"] / "open_clip_pytorch_model.bin", weights_only=True)
    torch.save({"epoch": 3, "state_dict": {f"module.{name}": value for name, value in state.items()}}, tmp_path / "epoch_3.pt")
    encoder = load_encoder(f"vitrine-tiny/{tmp_path / 'epoch_3.pt'}", device="cpu")
    same = load_encoder(f"local-dir:{folders['clip']}", device="cpu")
    np.testing.assert_allclose(encoder.texts(TEXTS), same.texts(TEXTS), atol=1e-6)


@pytest.mark.parametrize(("name", "family"), [("Marqo/marqo-fashionSigLIP", "siglip"), ("patrickjohncyh/fashion-clip", "clip")])
def test_a_hub_name_loads_from_the_hubs_own_cache(name, family, folders, tmp_path, monkeypatch):
    """`hf-hub:ORG/REPO` without a network, from a cache in the hub's layout."""
    from huggingface_hub import constants

    repository = tmp_path / f"models--{name.replace('/', '--')}"
    snapshot = repository / "snapshots" / ("0" * 40)
    shutil.copytree(folders[family], snapshot)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0" * 40)
    config = json.loads((snapshot / "open_clip_config.json").read_text())
    if family == "siglip":
        config["model_cfg"]["text_cfg"]["hf_tokenizer_name"] = name
        (snapshot / "open_clip_config.json").write_text(json.dumps(config))
        (snapshot / "config.json").write_text('{"model_type": "siglip"}')
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    encoder = load_encoder(f"hf-hub:{name}", device="cpu")
    same = load_encoder(f"local-dir:{folders[family]}", device="cpu")
    assert encoder.name == f"hf-hub:{name}"
    np.testing.assert_allclose(encoder.texts(TEXTS), same.texts(TEXTS), atol=1e-6)


def _model(folder):
    open_clip = import_open_clip()
    model = open_clip.create_model(f"local-dir:{folder}").eval()
    return model, open_clip.get_tokenizer(f"local-dir:{folder}")(TEXTS)
