import io
import json

import numpy as np
import pytest
from PIL import Image

from catalog.__main__ import main

COLOURS = {"red": (1, 0, 0), "lime": (0, 1, 0), "blue": (0, 0, 1), "yellow": (1, 1, 0)}


class Colours:
    """Pictures are their mean colour, texts the sum of the colours they name."""

    name, dim = "colours", 3

    def __init__(self, stop_after=None):
        self.stop_after, self.seen = stop_after, 0

    def images(self, images):
        if self.stop_after is not None and self.seen >= self.stop_after:
            raise KeyboardInterrupt
        self.seen += len(images)
        return unit(np.stack([np.asarray(image, np.float32).mean((0, 1)) for image in images]))

    def texts(self, texts):
        rows = [[c for word, c in COLOURS.items() if word in text] for text in texts]
        return unit(np.array([np.sum(row, axis=0) if row else np.zeros(3) for row in rows]).reshape(-1, 3))


def unit(rows):
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)


def compose(encoder, *, picture=None, text="", plus=(), minus=(), kind=""):
    parts = [picture] if picture is not None else []
    parts += list(encoder.texts([text])) if text else []
    total = sum(parts, np.zeros(3)) + sum(encoder.texts([*plus]), 0) - sum(encoder.texts([*minus]), 0)
    return unit(total[None])[0]


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path / "home"))


@pytest.fixture
def run(capsys):
    """Run a command: its exit status, its output and the last line of standard error."""

    def command(*arguments, encoder=None):
        arguments = [str(argument) for argument in arguments]
        status = main(arguments, load_encoder=lambda _: encoder or Colours(), compose_query=compose)
        captured = capsys.readouterr()
        return status, captured.out, captured.err.strip().splitlines()[-1:]

    return command


@pytest.fixture
def goods(tmp_path):
    rows = [
        {"id": "c1", "title": "Ada cap", "category": "Hats > Caps", "colour": "Red", "price": "$5"},
        {"id": "c2", "title": "Bolt cap", "category": "Hats > Caps", "colour": "Blue", "price": "$9"},
        {"id": "b1", "title": "Ada boot", "category": "Shoes > Boots", "colour": "Yellow"},
        {"id": "x", "title": "no picture"},
    ]
    for row in rows[:3]:
        row["image"] = f"{row['colour'].lower()}.png"
    for colour in COLOURS:
        Image.new("RGB", (4, 4), colour).save(tmp_path / f"{colour}.png")
    (tmp_path / "goods.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "goods.jsonl"


@pytest.fixture
def shop(run, goods):
    run("import", goods, "--name", "shop")
    return goods.parent


def found(out):
    return [json.loads(line)["id"] for line in out.splitlines()]


def test_import_answers_with_the_summary(run, goods):
    status, out, err = run("import", goods, "--name", "shop", "--json")
    summary = json.loads(out)
    assert status == 0 and "100%" in err[0]
    assert {name: summary[name] for name in ("items", "views", "skipped")} == {
        "items": 3, "views": 3, "skipped": [{"row": 4, "why": "it has no picture"}],
    }  # fmt: skip
    assert isinstance(summary["seconds"], float)


def test_import_answers_people_too(run, goods):
    _, out, _ = run("import", goods, "--name", "shop")
    assert "3 items with 3 pictures" in out
    assert out.endswith("1 rows skipped:\n  row 4: it has no picture\n")


def test_an_interrupted_import_says_how_to_go_on(run, goods):
    status, out, err = run("import", goods, "--name", "shop", encoder=Colours(stop_after=0))
    assert (status, out) == (130, "") and "run it again to go on" in err[0]
    status, out, _ = run("import", goods, "--name", "shop", "--json")
    assert (status, json.loads(out)["same"], json.loads(out)["encoded"]) == (0, 3, 3)


def test_columns_are_mapped(run, goods):
    run("import", goods, "--name", "shop", "--map", "title=colour", "--map", "nickname=title")
    _, out, _ = run("search", "shop", "--json")
    first = json.loads(out.splitlines()[0])
    assert (first["title"], first["attributes"]["nickname"]) == ("Red", "Ada cap")


def test_list_info_verify(run, shop):
    assert run("list") == (0, "shop\t3 items\tcolours\n", [])
    assert json.loads(run("list", "--json")[1]) == [{"name": "shop", "items": 3, "encoders": ["colours"]}]
    info = json.loads(run("info", "shop", "--json")[1])
    assert (info["items"], info["views"], info["encoders"]) == (3, 3, {"colours": {"dim": 3, "count": 3}})
    assert info["price"] == {"min": 5.0, "max": 9.0, "currency": "$"}
    assert "items: 3\n" in run("info", "shop")[1]
    assert run("verify", "shop")[:2] == (0, "shop is whole: 3 items\n")
    report = json.loads(run("verify", "shop", "--json")[1])
    assert report == {"name": "shop", "ok": True, "items": 3, "problems": []}


def test_list_of_none_says_how_to_begin(run):
    assert "catalog import SOURCE" in run("list")[1]
    assert run("list", "--json")[1] == "[]\n"


def test_verify_fails_on_a_broken_catalogue(run, shop):
    from catalog.store import open_catalogue

    with open_catalogue("shop") as store:
        store.db.execute("update views set picture = x'00' where item = 1")
    status, out, err = run("verify", "shop", "--json")
    assert (status, json.loads(out)["ok"]) == (2, False)
    assert "picture 0 of item 'c1'" in json.loads(out)["problems"][0] and "broken" in err[0]


def test_export_round_trips(run, shop, tmp_path):
    status, out, _ = run("export", "shop", tmp_path / "out")
    assert (status, out) == (0, f"3 items in {tmp_path / 'out' / 'catalogue.csv'}\n")
    run("import", tmp_path / "out" / "catalogue.csv", "--name", "copy")
    assert run("search", "copy", "--json") == run("search", "shop", "--json")


def test_remove_takes_away_one_catalogue_and_nothing_else(run, shop):
    assert run("remove", "shop")[:2] == (0, "removed shop\n")
    assert run("list", "--json")[1] == "[]\n"
    assert (shop / "goods.jsonl").is_file()
    for name in ("shop", "../home", str(shop)):
        status, out, err = run("remove", name)
        assert (status, out, len(err)) == (2, "", 1)


# -- search


def test_search_answers_one_object_a_line(run, shop):
    status, out, _ = run("search", "shop", "red ada", "-k", 1, "--json")
    assert (status, len(out.splitlines())) == (0, 1)
    hit = json.loads(out)
    assert hit.pop("score") > 1
    assert hit == {
        "id": "c1", "title": "Ada cap", "price": 5.0, "currency": "$",
        "attributes": {"colour": "Red", "kind": "Caps", "category": "Hats > Caps"},
    }  # fmt: skip


def test_search_answers_people_too(run, shop):
    _, out, _ = run("search", "shop", "--where", "kind=caps")
    assert out == "0.000\tc1\tAda cap\t$5\n0.000\tc2\tBolt cap\t$9\n"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["boot", "-k", "1"], ["b1"]),
        (["--image", "blue.png", "-k", "1"], ["c2"]),
        (["--image", "red.png", "--plus", "lime", "-k", "1"], ["b1"]),
        (["--like", "b1", "-k", "5"], ["c1", "c2"]),
        (["--like", "b1", "--minus", "red", "--minus", "lime", "--plus", "blue", "-k", "1"], ["c2"]),
        (["--plus", "blue", "--where", "colour!=blue", "-k", "3"], ["b1", "c1"]),
        (["--where", "price<6"], ["c1"]),
        ([], ["c1", "c2", "b1"]),
    ],
)
def test_every_way_to_ask(run, shop, monkeypatch, options, ids):
    monkeypatch.chdir(shop)
    status, out, _ = run("search", "shop", *options, "--json")
    assert status == 0
    assert found(out) == ids


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["info", "none"], "there are shop"),
        (["search", "none", "x"], "there are shop"),
        (["search", "shop", "--where", "colour"], "FIELD OP VALUE"),
        (["search", "shop", "--where", ""], "a condition is missing"),
        (["search", "shop", "--where", "sleeve=long"], "the fields are"),
        (["search", "shop", "--like", "nobody"], "'nobody'"),
        (["search", "shop", "--image", "gone.png"], "gone.png"),
        (["search", "shop", "--image", "goods.jsonl"], "not a picture"),
        (["search", "shop", "--image", "red.png", "--like", "c1"], "give one of them"),
        (["import", "gone.csv", "--name", "new"], "nothing is at 'gone.csv'"),
        (["import", "goods.jsonl", "--name", "../new"], "letters, digits, - and _"),
        (["import", "goods.jsonl", "--name", "new", "--map", "title"], "FIELD=COLUMN"),
        (["import", "goods.jsonl", "--name", "new", "--map", "title=nope"], "the columns are"),
        (["export", "shop", "red.png/x.csv"], "red.png"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_2(run, shop, monkeypatch, capsys, arguments, says):
    monkeypatch.chdir(shop)
    status = main(arguments, load_encoder=lambda _: Colours(), compose_query=compose)
    captured = capsys.readouterr()
    assert (status, captured.out, len(captured.err.splitlines())) == (2, "", 1)
    assert says in captured.err


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["search"], ["search", "shop", "-k", "0"], ["import", "x"]]
)
def test_a_command_line_that_cannot_be_read_exits_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    error = capsys.readouterr().err
    assert stop.value.code == 2 and len(error.splitlines()) == 1 and "--help" in error


def test_another_encoder_is_refused(run, shop):
    other = Colours()
    other.name = "other"
    status, _, err = run("search", "shop", "red", encoder=other)
    assert status == 2 and "vectors of colours, none of 'other'" in err[0]


def test_an_encoder_that_cannot_be_had_is_one_line(shop, capsys):
    assert main(["search", "shop", "red", "--encoder", "nonsense"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_broken_picture_is_no_query(run, shop, tmp_path):
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "PNG")
    (tmp_path / "torn.png").write_bytes(out.getvalue()[:-20])
    status, _, err = run("search", "shop", "--image", tmp_path / "torn.png")
    assert status == 2 and "broken" in err[0]
