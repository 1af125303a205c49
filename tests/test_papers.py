"""The papers' tables: what they are made of, checked by hand, and the whole way from a small shop to a table."""

import contextlib
import csv
import itertools
import json
import random
from dataclasses import asdict, replace
from functools import partial
from unittest.mock import patch

import numpy as np
import pytest
import torch
from PIL import Image

from catalog.__main__ import main as catalogue
from demo.assistant import Assistant, Settings, Turn
from models.captions import Label, Phrase
from models.evaluate import main as evaluate
from models.papers import loop
from models.papers.__main__ import main
from models.papers.features import DEV, RECIPE, TEST, TRAIN, feature_maps, products_of, split_of, split_rows
from models.papers.item_selection import instance_figures, parsed_figures, run
from models.papers.loop import Diverged, fit
from models.papers.referring import Referred, refer, refer_not, referring_instances, singles_out
from models.papers.tables import Figure, Row, Table, as_json, bootstrap, figure, markdown, write
from models.papers.tasks import WINDOW, batches, clashing
from models.recipe import BadRecipe, load_recipe
from models.release import Trial, WorseHead, heads_folder, in_use, promote, try_in_shop
from models.release import main as release
from models.rerank import BadHead, Head, load_reranker

PAINT = {"Red": (200, 30, 30), "Blue": (30, 30, 200), "Green": (30, 160, 40), "Black": (10, 10, 10), "Yellow": (230, 210, 20)}


# ---- tables -----------------------------------------------------------------------------------------------------------

ROWS = (Row("zero-shot", {"accuracy": 0.7}, {"accuracy": Figure(0.25, 4, (0.0, 0.75))}),
        Row("Task 1", {}, {"accuracy": Figure(0.5, 4, (0.1, 0.9)), "ms": Figure(2.0)}))
TABLE = Table("t", "a title", ("accuracy", "ms"), ROWS, "python -m models.papers t", 90, "2 cores", ("a note",))


def test_a_table_stands_the_papers_figures_beside_ours():
    assert markdown(TABLE) == """`python -m models.papers t` (1.5 min; 2 cores; n 4; the paper's figures in brackets)

| a title | accuracy | ms |
| --- | --- | --- |
| zero-shot | 0.250 [0.000, 0.750] (0.7) |  |
| Task 1 | 0.500 [0.100, 0.900] | 2.000 |

- a note"""


def test_counts_that_differ_stand_below_the_table():
    few, many = Figure(0.5, 4), Figure(0.5, 10)
    rows = (Row("a", ours={"x": many, "y": few, "ms": Figure(2.0)}), Row("b", ours={"x": few, "y": few}))
    assert markdown(Table("t", "a title", ("x", "y", "ms"), rows, "command", 60, "2 cores")) == """`command` \
(1.0 min; 2 cores; n 10; the paper's figures in brackets)

| a title | x | y | ms |
| --- | --- | --- | --- |
| a | 0.500 | 0.500 | 2.000 |
| b | 0.500 | 0.500 |  |

- n 4: y; b."""


def test_a_written_table_reads_back(tmp_path):
    write([TABLE], tmp_path)
    read = json.loads((tmp_path / "t.json").read_text())
    assert read["rows"][0]["ours"]["accuracy"] == {"value": 0.25, "n": 4, "ci95": [0.0, 0.75]}
    assert read == json.loads(json.dumps(as_json(TABLE))) and (tmp_path / "t.md").read_text() == markdown(TABLE) + "\n"


def test_the_bootstrap_interval_is_the_binomials_where_that_is_known():
    low, high = bootstrap(np.repeat([0, 1], [200, 800]))
    assert low == pytest.approx(0.8 - 1.96 * (0.8 * 0.2 / 1000) ** 0.5, abs=0.004)
    assert high == pytest.approx(0.8 + 1.96 * (0.8 * 0.2 / 1000) ** 0.5, abs=0.004)
    assert bootstrap([1, 1, 1]) == (1.0, 1.0) and figure([0, 0, 1, 1]).value == 0.5
    assert bootstrap([1, 2], [2, 4], statistic=lambda a, b: float((b / a).mean())) == (2.0, 2.0)


def test_a_bad_table_or_source_is_one_line(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["none"])
    assert main(["item_selection", "--data", str(tmp_path / "none.csv"), "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.strip().count("\n") == 1


# ---- instances ----------------------------------------------------------------------------------------------------------

def thing(colour, kind="shirts", gender="men", usage="casual"):
    return Label(f"{colour} {kind}", "apparel", {"belts": "accessories"}.get(kind, "topwear"), kind, colour, gender, usage)


def test_what_is_said_singles_out_the_target():
    red = (("colour", "red", "red"),)
    assert singles_out(red, [thing("blue"), thing("black")])
    assert not singles_out(red, [thing("blue"), thing("red")])
    assert not singles_out(red, [thing("maroon")])  # people would disagree
    both = (("colour", "red", "red"), ("kind", "shirt", "shirts"))
    assert singles_out(both, [thing("red", "belts"), thing("blue")])


def fields_said(target, others):
    """What twenty draws state of the target beside these others: a set of tuples of fields."""
    return {tuple(name for name, _, _ in refer(target, others, random.Random(seed)).states) for seed in range(20)}


def test_the_same_product_is_called_by_what_the_others_lack():
    beside_belts = fields_said(thing("red"), [thing("red", "belts"), thing("red", "belts")])
    assert ("kind",) in beside_belts and ("colour",) not in beside_belts
    beside_shirts = fields_said(thing("red"), [thing("blue"), thing("blue")])
    assert ("colour",) in beside_shirts and ("kind",) not in beside_shirts
    assert refer(thing("red"), [thing("red")], random.Random(0)) is None
    assert refer_not(thing("red"), thing("blue"), random.Random(0)).states == (("not_colour", "blue", "red"),)


def test_instances_are_sets_of_three_to_six_with_one_meaning():
    labels = [thing(colour, kind, gender) for colour in ("red", "blue", "green", "black", "white") for kind in ("shirts", "belts")
              for gender in ("men", "women") for _ in range(3)]
    made = referring_instances(labels, range(len(labels)), 60, seed=3)
    assert made == referring_instances(labels, range(len(labels)), 60, seed=3)
    assert {len(each.shown) for each in made} == {3, 4, 5, 6}
    assert {each.kind for each in made} == {"mixed", "related", "alike", "not"}
    for each in made:
        assert each.target in each.shown and len(set(each.shown)) == len(each.shown)
        others = [labels[row] for row in each.shown if row != each.target]
        if each.kind == "not":
            assert {label.colour for label in others} == {each.phrase.states[0][1]} != {labels[each.target].colour}
        else:
            assert singles_out(each.phrase.states, others)
    with pytest.raises(ValueError, match="no mixed set"):
        referring_instances([thing("red")] * 8, range(8), 1, seed=0)


def test_hard_negatives_are_only_what_clashes():
    phrases = [Phrase("the red one", (("colour", "red", "red"),)), Phrase("not the red one", (("not_colour", "red", "blue"),))]
    wrong = clashing(phrases, [thing("red"), thing("blue"), thing("maroon")])
    assert wrong.tolist() == [[False, True], [True, False], [False, False]]


def test_figures_of_three_instances():
    phrase = Phrase("", ())
    instances = [Referred((7, 8), 7, phrase, "mixed"), Referred((7, 8), 8, phrase, "alike"),
                 Referred((7, 8, 9), 9, phrase, "alike")]
    odds = [np.array([0.9, 0.1]), np.array([0.8, 0.2]), np.array([0.3, 0.3, 0.4])]  # right, sure and wrong, right but unsure
    found = instance_figures(odds, instances)
    expected = {"accuracy": 2 / 3, "precision": 1 / 2, "recall": 1 / 3, "F1": 0.4, "mixed": 1, "alike": 1 / 2}
    assert {name: found[name].value for name in expected} == pytest.approx(expected)


def test_what_is_not_meant_is_picked_last_where_not_is_parsed():
    phrase = Phrase("", ())
    instances = [Referred((7, 8), 7, phrase, "not"), Referred((7, 8), 8, phrase, "mixed"), Referred((7, 8, 9), 9, phrase, "not")]
    odds = [np.array([0.1, 0.9]), np.array([0.2, 0.8]), np.array([0.3, 0.3, 0.4])]
    found = parsed_figures(odds, [np.array([0.2, 0.8]), np.array([0.1, 0.2, 0.7])], instances)
    assert (found["accuracy, parsed"].value, found["not, parsed"].value) == (pytest.approx(2 / 3), 1 / 2)
    assert (found["accuracy, parsed"].n, found["not, parsed"].n) == (3, 2)


def test_batches_are_of_texts_of_like_length_and_each_text_once_a_round():
    lengths = np.random.default_rng(0).integers(3, 30, 130)
    drawn = batches(lengths, 4, seed=1)
    round_of_it = [next(drawn) for _ in range(32)]
    assert {len(rows) for rows in round_of_it} == {4} and len({*np.concatenate(round_of_it)}) == 128
    assert WINDOW < 32   # a round has several windows
    assert np.mean([np.ptp(lengths[rows]) for rows in round_of_it]) < 3
    assert [*next(drawn)] != [*round_of_it[0]]
    again = batches(lengths, 4, seed=1)
    assert all((next(again) == rows).all() for rows in round_of_it)


def test_families_stay_together():
    assert {split_of(f"Puma Men {colour} Tee") for colour in PAINT} == {split_of("Puma Men Tee")}
    titles = [f"{a}{b} Shirt" for a in "abcdefghijklmnop" for b in "qrstuvwxyz"]
    rows = split_rows([Label(title) for title in titles])
    assert sorted(np.concatenate(list(rows.values()))) == list(range(160))
    assert [len(rows[name]) > least for name, least in ((TRAIN, 100), (DEV, 5), (TEST, 5))] == [True] * 3


# ---- the loop -----------------------------------------------------------------------------------------------------------

class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def fitted(checkpoint, stop=None):
    """Weights of a line after ten steps, and the batches it saw; `stop`: the batch at which the run is interrupted."""
    torch.manual_seed(0)
    line, seen = torch.nn.Linear(2, 1), []

    def losses_of(batch):
        if batch == stop:
            raise Stopped
        seen.append(batch)
        return {"error": (line(torch.tensor([[batch / 10, 1.0]])) - 1).pow(2).mean()}

    with contextlib.suppress(Stopped):
        fit(line, itertools.count(), losses_of, steps=10, weights={"error": 1.0}, learning_rate=0.1, warmup_share=0.1,
            weight_decay=0.1, name="line", checkpoint=checkpoint)
    return line.weight.tolist(), seen


def test_an_interrupted_run_goes_on_as_if_it_had_not_been(tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "SAVE_EVERY", 3)
    whole, seen = fitted(None)
    assert seen == list(range(10))
    assert fitted(tmp_path / "c.pt", stop=7)[1] == list(range(7))
    assert fitted(tmp_path / "c.pt") == (whole, [6, 7, 8, 9])
    assert not (tmp_path / "c.pt").exists()


def test_a_loss_that_is_no_number_stops_the_run():
    line = torch.nn.Linear(1, 1)
    with pytest.raises(Diverged, match="line: the loss became nan; lower"):
        fit(line, itertools.repeat(0), lambda _: {"error": line(torch.tensor([[float("nan")]])).sum()}, steps=2, name="line",
            weights={"error": 1.0}, learning_rate=0.1, warmup_share=0.1, weight_decay=0.1)


# ---- from a shop to a table ----------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A CSV of 240 products: five colours, three kinds, pictures that show both."""
    folder = tmp_path_factory.mktemp("goods")
    with (folder / "goods.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "category", "colour", "image"])
        for n in range(240):
            colour, kind = list(PAINT)[n % 5], ("Belts", "Bags", "Hats")[n // 5 % 3]
            picture = Image.new("RGB", (60, 80), "white")
            box = {"Belts": (2, 34, 58, 46), "Bags": (4, 10, 40, 70), "Hats": (20, 2, 40, 30)}[kind]
            picture.paste(PAINT[colour], box)
            picture.save(folder / f"{n}.png")
            title = f"{'abcdefghijklmnop'[n // 15]}ello {colour} {kind[:-1]}"
            rows.writerow([n, title, f"Goods > Things > {kind}", colour, f"{n}.png"])
    return str(folder / "goods.csv")


def test_feature_maps_are_kept_and_are_the_trunks_own(source, tmp_path):
    products = products_of(source, tmp_path / "data", load_recipe(RECIPE)).take(np.arange(8))
    early, late = (feature_maps(products, tmp_path, stage=stage) for stage in ("s3", "s4"))
    assert early.maps.shape == (8, 152, 5, 4) and late.maps.shape == (8, 368, 3, 2)
    made = sorted(path.name for path in tmp_path.glob("*.npy"))
    assert feature_maps(products, tmp_path).maps.filename and sorted(path.name for path in tmp_path.glob("*.npy")) == made
    mirrored = feature_maps(products, tmp_path, mirrored=True)
    assert not np.allclose(mirrored.maps, late.maps, atol=1e-2)
    with pytest.raises(ValueError, match="allowed: stem, s1"):
        feature_maps(products, tmp_path, stage="s9")


@pytest.fixture
def small_recipes(tmp_path):
    """The shipped recipes, cut down to seconds."""
    folder = tmp_path / "recipes"
    folder.mkdir()
    towers = "towers = {width = 32, heads = 2, layers = 1, vocab_size = 400}"
    cuts = {"titles": (("epochs = 3", "epochs = 1"), ("batch_size = 256", "batch_size = 32"), ("towers = {}", towers)),
            "clip": (("batch_size = 256", "batch_size = 16"), ("batch_size = 64", "batch_size = 8")),
            "albef": (("batch_size = 128", "batch_size = 16"), ("batch_size = 64", "batch_size = 8"),
                      ("heads = 6", "heads = 2"))}
    for name, replaced in cuts.items():
        text = (RECIPE.parent / f"item_selection_{name}.toml").read_text()
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        (folder / f"item_selection_{name}.toml").write_text(text)
    return folder


def head_folder(folder, accuracy):
    folder.mkdir()
    (folder / "head.json").write_text(json.dumps(asdict(Head("s3", {}, False, accuracy, (0.0, 1.0), 100))))
    return folder


def test_a_head_that_is_worse_is_not_promoted(tmp_path):
    heads = tmp_path / "heads"
    assert in_use(heads) is None
    first = promote(head_folder(tmp_path / "a", 0.8), heads)
    with pytest.raises(WorseHead, match="0.7900 .* it stays"):
        promote(head_folder(tmp_path / "b", 0.79), heads)
    assert in_use(heads)[0] == first and in_use(heads)[1].accuracy == 0.8
    better = promote(head_folder(tmp_path / "c", 0.81), heads)
    assert in_use(heads)[0] == better and (better / "head.json").is_file() and first.is_dir()


@pytest.mark.parametrize(("pictures", "words", "ms", "won"), [
    ((0.8, 0.9), (0.95, 0.95), 50.0, True), ((0.8, 0.8), (0.95, 0.96), 5.0, False), ((0.8, 0.9), (0.95, 0.94), 5.0, False),
    ((0.8, 0.9), (0.95, 0.96), 51.0, False)])
def test_a_head_wins_by_pictures_loses_nothing_with_words_and_is_in_time(pictures, words, ms, won):
    assert Trial(100, pictures, words, ms).won == won


def test_a_folder_that_is_no_head_is_named(tmp_path):
    with pytest.raises(BadHead, match="no matching head in .*models.release"):
        load_reranker(tmp_path)


def trained_files(out):
    """When each trained model was written; the best is exported anew every time."""
    return {path: path.stat().st_mtime_ns for path in out.rglob("*.safetensors") if path.parent.name != "best"}


@pytest.mark.slow
def test_item_selection_from_a_shop_to_its_table_and_to_work(source, small_recipes, tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path / "home"))
    counts = {TRAIN: 64, DEV: 24, TEST: 24}
    accuracies, sets = run(source, tmp_path / "out", counts=counts, recipes=small_recipes)
    assert [row.name for row in accuracies.rows] == ["CLIP-like, zero-shot", "CLIP-like, Task 1", "CLIP-like, Task 3",
        "ALBEF-like, zero-shot", "ALBEF-like, Task 1", "ALBEF-like, Task 2", "ALBEF-like, Task 3"]
    assert accuracies.rows[-1].paper == {"accuracy": 0.8842} and all(row.ours["accuracy"].n == 24 for row in accuracies.rows)
    assert sets.columns == ("mixed", "related", "alike", "not", "not, parsed")
    kept = trained_files(tmp_path / "out")
    again = run(source, tmp_path / "out", counts=counts, recipes=small_recipes)[0]
    assert trained_files(tmp_path / "out") == kept and len(kept) == 7
    assert [row.ours["accuracy"] for row in again.rows] == [row.ours["accuracy"] for row in accuracies.rows]
    best = max((row for row in again.rows if "zero-shot" not in row.name), key=lambda row: row.ours["accuracy, dev"].value)
    _the_best_head_is_at_work(tmp_path / "out" / "best", best.ours["accuracy"])
    with Image.open(tmp_path / "out" / "calibration.png") as picture:
        assert picture.width > 400
    _it_is_released_once(source, small_recipes, tmp_path, counts)


def _it_is_released_once(source, recipes, folder, counts):
    """`models.release` over what was just trained: registered, in use in a shop; a worse one is refused and changes nothing."""
    heads = heads_folder()
    arguments = ["--data", source, "--out", str(folder / "out")]
    with patch("models.papers.item_selection.run", partial(run, counts=counts, recipes=recipes)):
        assert release(arguments) == 0
        place, head = in_use(heads)
        assert catalogue(["import", source, "--name", "goods", "--json"]) == 0
        shop = Assistant.load(Settings(catalog="goods", speech="off"))
        reply = shop.reply(Turn(text="show me hats"))
        colour = shop.item(reply.grid[0]).attributes["colour"].lower()
        assert shop.reply(Turn(text=f"the {colour} one", session=reply.session)).intent in ("select", "clarify")
        shop.shop.looks.ahead([]).result(timeout=60)
        assert shop.shop.looks._seen.keys() == {*reply.grid}   # the head has looked at what is shown
        assert evaluate(["selection", "--catalog", "goods", "--rerank", str(place), "--count", "12", "--json"]) == 0
        trial = try_in_shop(place, "goods", count=20)
        assert trial.n == 20 and trial.ms_p95 > 0 and trial.words[0] > 0.8
        register = heads / "in-use.json"
        (place / "head.json").write_text(json.dumps(asdict(replace(head, accuracy=1.0))))
        before = register.read_text()
        assert release(arguments) == 2 and register.read_text() == before and len(list(heads.iterdir())) == 2
        register.unlink()
        with patch("models.release.try_in_shop", lambda *_: Trial(20, (0.9, 0.8), (1.0, 1.0), 5.0)):
            assert release([*arguments, "--catalog", "goods"]) == 2 and not register.exists()


def _the_best_head_is_at_work(folder, accuracy):
    reranker = load_reranker(folder)
    assert reranker.head.accuracy == accuracy.value and reranker.head.n == 24
    pictures = [Image.new("RGBA", (60, 80), colour) for colour in ("red", "blue", "black", "green")]
    views = reranker.see(pictures)
    odds = reranker.log_odds("The red one", views)
    assert odds.shape == (4,) and odds.dtype == np.float32 and odds.std() > 0
    order = [2, 0, 3, 1]
    moved = reranker.log_odds("the red one", reranker.see([pictures[place] for place in order]))
    np.testing.assert_allclose(moved, odds[order], rtol=1e-3, atol=1e-4)


def test_a_recipe_that_lacks_a_setting_is_named(source, small_recipes, tmp_path):
    (small_recipes / "item_selection_clip.toml").write_text("seed = 1")
    with pytest.raises(BadRecipe, match="item_selection_clip"):
        run(source, tmp_path / "out", counts={TRAIN: 8, DEV: 6, TEST: 6}, recipes=small_recipes)
