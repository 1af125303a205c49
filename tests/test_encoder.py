"""The compact encoder as shipped, and encoders that cannot be had."""

import sys

import numpy as np
import pytest
from PIL import Image

from models.encoder import COMPACT, TorchPairError, UnknownEncoder, flatten, import_open_clip, load_encoder, unit


@pytest.fixture(scope="module")
def compact():
    return load_encoder("compact", device="cpu")


def patch(colour, size=(60, 80)):
    """A shop picture: a coloured block on white."""
    picture = Image.new("RGB", size, "white")
    picture.paste(colour, (size[0] // 4, size[1] // 5, 3 * size[0] // 4, 4 * size[1] // 5))
    return picture


def test_unit_rows_and_zero_rows():
    np.testing.assert_allclose(unit(np.array([[3.0, 4.0], [0.0, 0.0]])), [[0.6, 0.8], [0.0, 0.0]])
    assert unit(np.array([[3, 4]])).dtype == np.float32


def test_the_shipped_encoder_gives_unit_float32_rows_and_names_its_weights(compact):
    images, texts = compact.images([patch("red"), patch("blue", (640, 800))]), compact.texts(["the red one", "a watch " * 60])
    assert images.shape == texts.shape == (2, compact.dim) and images.dtype == texts.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(np.concatenate([images, texts]), axis=1), 1, atol=1e-5)
    assert compact.name.startswith("compact@") and len(compact.name) == len("compact@") + 8
    assert compact.images([]).shape == compact.texts([]).shape == (0, compact.dim)


def test_the_shipped_encoder_sees_colours(compact):
    colours = ["red", "blue", "black", "yellow"]
    scores = compact.texts([f"the {colour} one" for colour in colours]) @ compact.images([patch(colour) for colour in colours]).T
    assert scores.argmax(1).tolist() == [0, 1, 2, 3]


def test_a_batch_is_its_parts(compact):
    pictures = [patch("green"), patch("pink", (80, 60)), patch("brown", (300, 100))]
    together, apart = compact.images(pictures), np.concatenate([compact.images([picture]) for picture in pictures])
    np.testing.assert_allclose(together, apart, atol=1e-4)


def test_what_is_transparent_is_white():
    assert flatten(Image.new("RGBA", (2, 2), (0, 0, 0, 0))).getpixel((0, 0)) == (255, 255, 255)
    assert flatten(Image.new("L", (2, 2), 7)).getpixel((0, 0)) == (7, 7, 7)


def test_the_shipped_folder_is_small_enough_for_a_space_without_lfs():
    assert all(file.stat().st_size < 10_000_000 for file in COMPACT.iterdir())


@pytest.mark.parametrize("name", ["nonsense", "local-dir:nowhere", "ViT-B-32/no_such_weights", ""])
def test_an_encoder_that_is_not_to_be_had_says_what_is_allowed(name):
    with pytest.raises(UnknownEncoder, match=r"allowed: `compact`, an open_clip `ARCH/PRETRAINED`"):
        load_encoder(name)


def test_a_torchvision_of_another_build_is_one_clear_line(monkeypatch):
    class Broken:
        def find_spec(self, name, path=None, target=None):
            if name == "open_clip":
                raise RuntimeError("operator torchvision::nms does not exist")

    for name in [name for name in sys.modules if name.split(".")[0] == "open_clip"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(TorchPairError, match="must come as a pair: pip install --force-reinstall torch torchvision") as caught:
        import_open_clip()
    assert "\n" not in str(caught.value)


def test_a_few_items_take_one_thread_and_give_the_rest_back(compact):
    import torch

    before, seen = torch.get_num_threads(), []
    torch.set_num_threads(3)
    try:
        for count in (1, 9):
            with compact._threads(count):
                seen.append(torch.get_num_threads())
        assert seen == [1, 3] and torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)
