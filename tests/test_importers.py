import csv
import io
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import numpy as np
import pyarrow
import pytest
from PIL import Image
from pyarrow import parquet

from catalog.importers import Row, Skipped, open_source, parse_price, split_path
from catalog.ingest import encode_missing, import_source
from catalog.items import BadName, BadSource, EncoderMismatch, Item, View
from catalog.store import catalogues, open_catalogue
from catalog.upkeep import export, verify


def picture(colour="red", format="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (4, 6), colour).save(out, format)
    return out.getvalue()


class MeanColour:
    """A picture's vector is its mean red, green and blue, as a unit row."""

    name, dim = "mean-colour", 3

    def __init__(self, stop_after=None):
        self.stop_after, self.seen = stop_after, 0

    def images(self, images):
        if self.stop_after is not None and self.seen >= self.stop_after:
            raise KeyboardInterrupt
        self.seen += len(images)
        means = np.stack([np.asarray(image, np.float32).mean((0, 1)) for image in images])
        return means / np.linalg.norm(means, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path):
    """Pictures in all formats of the page, and one file that only looks like one."""
    goods = tmp_path / "goods"
    (goods / "shoes" / "running_shoes").mkdir(parents=True)
    (goods / "red-cap.png").write_bytes(picture("red"))
    (goods / "shoes" / "blue boot.jpg").write_bytes(picture("blue", "JPEG"))
    (goods / "shoes" / "running_shoes" / "Ada_2.webp").write_bytes(picture("lime", "WEBP"))
    (goods / "notes.txt").write_text("no picture")
    return goods


def write_csv(path, rows, delimiter=","):
    with path.open("w", newline="", encoding="utf-8-sig") as lines:
        csv.writer(lines, delimiter=delimiter).writerows(rows)
    return str(path)


def write_jsonl(path, rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return str(path)


def read(source, **column_map):
    return list(open_source(source, column_map=column_map).rows)


def items(rows):
    return [row.item for row in rows if isinstance(row, Row)]


# -- cells


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("₹1,299", (1299.0, "₹")),
        ("$12.50", (12.5, "$")),
        ("12,50 €", (12.5, "€")),
        ("1.299,00 €", (1299.0, "€")),
        ("12.50", (12.5, "")),
        ("99.999", (99.999, "")),
        ("0", (0.0, "")),
        (7, (7.0, "")),
        (7.25, (7.25, "")),
        ("-5", (None, "")),
        (float("nan"), (None, "")),
        ("on request", (None, "")),
        ("", (None, "")),
        (None, (None, "")),
    ],
)
def test_prices_are_read_with_their_currency(cell, price):
    assert parse_price(cell) == price


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("A > B > C", ("A", "B", "C")),
        ("A/B", ("A", "B")),
        ("A|B", ("A", "B")),
        ("Tops/Tees > Crew", ("Tops/Tees", "Crew")),
        ('["A/B", "C"]', ("A/B", "C")),
        (["A", None, "C"], ("A", "C")),
        (" A ", ("A",)),
        ("nan", ()),
        (None, ()),
    ],
)
def test_category_cells_are_paths(cell, path):
    assert split_path(cell) == path


# -- tables


def test_a_csv_of_the_usual_names(folder):
    source = write_csv(
        folder / "shop.csv",
        [
            ["sku", "Product Name", "description", "image_path", "discount_price", "category", "Color", "ratings",
             "Brand", "alt"],
            ["007", "Cap", "A red cap", "red-cap.png", "₹1,299", "Men > Hats", "Red", "4.2 out of 5",
             "Ada", "a cap"],
            ["", "", "A boot", "./shoes/blue boot.jpg; red-cap.png", "", "", "", "", "nan", ""],
        ],
    )  # fmt: skip
    first, second = read(source)
    assert first.item == Item(
        "007", "Cap", "A red cap", 1299.0, "₹", 4.2, ("Men", "Hats"), {"colour": "Red", "brand": "Ada"}
    )
    assert first.views == (View("007", 0, picture("red"), "a cap"),)
    assert second.item == Item("2", "A boot", "A boot")
    assert [v.picture for v in second.views] == [picture("blue", "JPEG"), picture("red")]


@pytest.mark.parametrize(("suffix", "delimiter"), [("tsv", "\t"), ("csv", ";"), ("csv", "|"), ("csv", ",")])
def test_delimiters_are_recognised(folder, suffix, delimiter):
    rows = [["id", "title", "image"], ["1", "Cap", "red-cap.png"]]
    assert items(read(write_csv(folder / f"x.{suffix}", rows, delimiter))) == [Item("1", "Cap")]


def test_a_jsonl_of_lists_and_numbers(folder):
    source = write_jsonl(
        folder / "shop.jsonl",
        [
            {"id": 5, "title": "Cap", "price": 12, "currency": "EUR", "category": ["Hats"],
             "image": ["red-cap.png"], "sizes": ["S", "M"], "year": 2011.0, "made": {"in": "x"}, "url": "u" * 300, "new": True},
            "not json",
            "",
            [1, 2],
            {"id": 6, "title": "Cap", "photo": "red-cap.png"},
        ],
    )  # fmt: skip
    first, bad, listed, last = read(source)
    assert first.item == Item(
        "5", "Cap", price=12.0, currency="EUR", category=("Hats",),
        attributes={"sizes": "S, M", "year": "2011", "new": "True"},
    )  # fmt: skip
    assert [bad, listed] == [
        Skipped(2, "the line is not a JSON object"), Skipped(3, "the line is not a JSON object"),
    ]  # fmt: skip
    assert last.item == Item("6", "Cap")


def test_rows_without_a_picture_are_skipped_and_say_why(folder):
    table = [["id", "image"], ["1", ""], ["2", "gone.png"], ["3", "shoes"], ["4", "red-cap.png"]]
    rows = read(write_csv(folder / "x.csv", table))
    assert rows[:2] == [
        Skipped(1, "it has no picture"), Skipped(2, "no picture at 'gone.png': No such file or directory"),
    ]  # fmt: skip
    assert isinstance(rows[2], Skipped) and items(rows) == [Item("4", "4")]


HUB_ROWS = {
    "id": [1163, 1165],
    "masterCategory": ["Apparel", "Footwear"],
    "subCategory": ["Topwear", "Shoes"],
    "articleType": ["Tee/Polo", "Shoes"],
    "baseColour": ["Navy Blue", None],
    "season": ["Fall", "Summer"],
    "productDisplayName": ["Ada tee", "Bolt shoe"],
}
HUB_ITEMS = [
    Item("1163", "Ada tee", category=("Apparel", "Topwear", "Tee/Polo"),
         attributes={"colour": "Navy Blue", "season": "Fall"}),
    Item("1165", "Bolt shoe", category=("Footwear", "Shoes"), attributes={"season": "Summer"}),
]  # fmt: skip


def test_a_parquet_in_the_hubs_layout(tmp_path):
    images = [{"bytes": picture("navy"), "path": "1163.jpg"}, {"bytes": picture("gray"), "path": None}]
    parquet.write_table(pyarrow.table({**HUB_ROWS, "image": images}), tmp_path / "goods.parquet")
    source = open_source(str(tmp_path / "goods.parquet"))
    rows = list(source.rows)
    assert (source.total, items(rows)) == (2, HUB_ITEMS)
    assert [row.views[0].picture for row in rows] == [picture("navy"), picture("gray")]


def test_a_parquet_with_a_path_column(folder):
    table = {**HUB_ROWS, "image": ["red-cap.png", None], "__index_level_0__": [0, 1]}
    parquet.write_table(pyarrow.table(table), folder / "goods.parquet", row_group_size=1)
    rows = read(str(folder / "goods.parquet"))
    assert items(rows) == HUB_ITEMS[:1]
    assert rows[1] == Skipped(2, "it has no picture")


def test_columns_are_mapped_by_hand(folder):
    table = [["id", "title", "heading", "pic", "mood"], ["1", "T", "Cap", "red-cap.png", "sad"]]
    source = write_csv(folder / "x.csv", table)
    rows = read(source, title="heading", image="pic", season="mood")
    assert items(rows) == [Item("1", "Cap", attributes={"title": "T", "season": "sad"})]
    with pytest.raises(BadSource, match="no column 'nope' to map: the columns are id, title"):
        read(source, title="nope")
    with pytest.raises(BadSource, match="--map image=COLUMN"):
        read(source)


# -- folders


def test_a_folder_speaks_by_its_names(folder):
    assert items(read(str(folder))) == [
        Item("red-cap.png", "red cap"),
        Item("shoes/blue boot.jpg", "blue boot", category=("shoes",)),
        Item("shoes/running_shoes/Ada_2.webp", "Ada 2", category=("shoes", "running shoes")),
    ]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_metadata_beside_the_pictures_says_more(folder, suffix):
    header = ["file_name", "productDisplayName", "price"]
    rows = [header, ["red-cap.png", "Fine cap", "$5"], ["gone.png", "Gone", ""]]
    if suffix == "csv":
        write_csv(folder / "metadata.csv", rows)
    else:
        write_jsonl(folder / "metadata.jsonl", [dict(zip(rows[0], row, strict=True)) for row in rows[1:]])
    read_rows = read(str(folder))
    assert items(read_rows) == [
        Item("red-cap.png", "Fine cap", price=5.0, currency="$"),
        Item("shoes/blue boot.jpg", "blue boot", category=("shoes",)),
        Item("shoes/running_shoes/Ada_2.webp", "Ada 2", category=("shoes", "running shoes")),
    ]
    assert [row.row for row in read_rows if isinstance(row, Skipped)] == [2]


# -- what cannot be read


@pytest.mark.parametrize(
    "name", ["gone.csv", "dir/gone.parquet", "/gone", "notes.txt", "broken.parquet", "empty"]
)
def test_sources_that_cannot_be_read(folder, name):
    (folder / "broken.parquet").write_bytes(b"PAR1 no")
    (folder / "empty").mkdir()
    with pytest.raises(BadSource):
        read(str(folder / name))


def test_a_source_that_is_nowhere_says_what_is_allowed(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSource, match=r"nothing is at 'gone.csv': give a .parquet, .csv.*ORG/NAME"):
        read("gone.csv")


def test_a_hub_name_needs_the_hubs_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(BadSource, match="pip install huggingface_hub"):
        read("someone/some-goods")


class Hub:
    """A hub that has one data set, in parquet parts in a local folder."""

    def __init__(self, folder):
        self.folder = folder

    def HfApi(self):
        return self

    def dataset_info(self, name, *, timeout):
        if name != "someone/some-goods":
            raise OSError("404 not found\nand more lines")
        names = ["README.md", *(path.name for path in self.folder.glob("*.parquet"))]
        return SimpleNamespace(siblings=[SimpleNamespace(rfilename=file) for file in names])

    def hf_hub_download(self, name, part, *, repo_type):
        return str(self.folder / part)


def test_a_hub_data_set_is_read_from_its_parquet_parts(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", Hub(tmp_path))
    with pytest.raises(BadSource, match="has no parquet files"):
        read("someone/some-goods")
    for n in range(2):
        table = {name: values[n : n + 1] for name, values in HUB_ROWS.items()}
        image = [{"bytes": picture(), "path": "x.png"}]
        parquet.write_table(pyarrow.table({**table, "image": image}), tmp_path / f"train-{n}.parquet")
    assert items(read("someone/some-goods")) == HUB_ITEMS
    with pytest.raises(BadSource, match="the hub says: 404 not found$"):
        read("someone/else")


# -- pictures by URL


@pytest.fixture
def server():
    asked = []

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if self.path == "/cap.png" else 404)
            self.end_headers()
            if self.path == "/cap.png":
                self.wfile.write(picture("red"))

        def log_message(self, *message):
            pass

    with HTTPServer(("127.0.0.1", 0), Pictures) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}", asked
        http.shutdown()


def test_urls_are_fetched_once_and_a_failure_skips_the_row(tmp_path, server):
    url, asked = server
    source = write_jsonl(
        tmp_path / "x.jsonl",
        [{"id": "1", "image_url": f"{url}/cap.png"}, {"id": "2", "image_url": f"{url}/gone.png"}],
    )
    for _ in range(2):
        first, second = read(source)
        assert first.views[0].picture == picture("red")
        assert second.row == 2 and "404" in second.why
    assert asked.count("/cap.png") == 1


# -- the whole import


def import_it(source, name="goods", encoder=None, **options):
    return import_source(str(source), name, encoder=encoder or MeanColour(), progress=False, **options)


def counts(summary):
    return {name: value for name, value in summary.items() if name != "seconds"}


def test_an_import_stores_rows_and_vectors(folder):
    summary = import_it(folder)
    assert counts(summary) == {
        "items": 3, "views": 3, "skipped": [], "new": 3, "updated": 0, "same": 0, "repeated": 0, "encoded": 3,
    }  # fmt: skip
    assert summary["seconds"] >= 0
    with open_catalogue("goods") as store:
        ids, matrix = store.vectors("mean-colour")
        assert ids == ["red-cap.png", "shoes/blue boot.jpg", "shoes/running_shoes/Ada_2.webp"]
        np.testing.assert_allclose(matrix, [[1, 0, 0], [0, 0, 1], [0, 1, 0]], atol=0.05)
        assert store.notes()["source"] == str(folder)
        assert verify(store) == []


def test_a_second_import_does_nothing_twice(folder):
    import_it(folder)
    encoder = MeanColour()
    again = import_it(folder, encoder=encoder)
    assert (again["items"], again["same"], again["new"], again["encoded"], encoder.seen) == (3, 3, 0, 0, 0)
    (folder / "red-cap.png").write_bytes(picture("white"))
    changed = import_it(folder, encoder=encoder)
    assert (changed["updated"], changed["same"], changed["encoded"]) == (1, 2, 1)


def test_bad_rows_are_reported_with_their_numbers(folder):
    (folder / "torn.png").write_bytes(picture()[:-20])
    (folder / "words.png").write_text("not a picture")
    rows = [["id", "image"], ["1", "torn.png"], ["2", ""], ["3", "red-cap.png"], ["4", "words.png"]]
    summary = import_it(write_csv(folder / "x.csv", rows))
    assert (summary["items"], [skipped["row"] for skipped in summary["skipped"]]) == (1, [1, 2, 4])
    assert "broken" in summary["skipped"][0]["why"] and "unknown format" in summary["skipped"][2]["why"]


def test_the_later_of_two_rows_with_one_id_counts(folder):
    rows = [["id", "title", "image"], ["1", "old", "red-cap.png"], ["1", "new", "red-cap.png"]]
    summary = import_it(write_csv(folder / "x.csv", rows))
    assert (summary["items"], summary["repeated"]) == (1, 1)
    with open_catalogue("goods") as store:
        assert store.titles() == ["new"]


def test_an_interrupted_import_goes_on_where_it_stopped(tmp_path):
    rows = [{"id": n, "image": f"{n % 2}.png"} for n in range(200)]
    source = write_jsonl(tmp_path / "x.jsonl", rows)
    (tmp_path / "0.png").write_bytes(picture("red"))
    (tmp_path / "1.png").write_bytes(picture("blue"))
    with pytest.raises(KeyboardInterrupt):
        import_it(source, encoder=MeanColour(stop_after=100))
    with open_catalogue("goods") as store:
        kept = store.encoders()["mean-colour"]["count"]
        assert kept == 128  # two batches of 64
    encoder = MeanColour()
    summary = import_it(source, encoder=encoder)
    assert (summary["items"], summary["same"], summary["encoded"], encoder.seen) == (200, 200, 72, 72)


def test_a_second_encoder_adds_its_own_vectors_and_a_changed_one_is_refused(folder):
    import_it(folder)
    other = MeanColour()
    other.name = "other"
    with open_catalogue("goods") as store:
        assert encode_missing(store, other, progress=False) == 3
        assert store.encoders()["other"] == store.encoders()["mean-colour"] == {"dim": 3, "count": 3}
        other.dim = 4
        with pytest.raises(EncoderMismatch, match="3 numbers by 'other', which now makes 4"):
            encode_missing(store, other, progress=False)


@pytest.mark.parametrize(
    ("alt", "texts"),
    [
        ("A cap.|Its back.", ["A cap.", "Its back."]),
        ('["A cap | hat", "Its back."]', ["A cap | hat", "Its back."]),
        (["A cap."], ["A cap.", ""]),
        ("A cap | hat | bonnet", ["A cap | hat | bonnet", ""]),
        (None, ["", ""]),
    ],
)
def test_each_view_has_its_own_alt_text(tmp_path, alt, texts):
    (tmp_path / "0.png").write_bytes(picture("red"))
    (tmp_path / "1.png").write_bytes(picture("blue"))
    goods = write_jsonl(tmp_path / "x.jsonl", [{"id": "a", "image": "0.png|1.png", "alt": alt}])
    (row,) = open_source(str(goods)).rows
    assert [view.alt for view in row.views] == texts


def test_an_import_that_cannot_start_leaves_nothing(folder):
    with pytest.raises(BadName):
        import_it(folder, "../goods")
    with pytest.raises(BadSource):
        import_it(folder / "gone.csv")
    assert catalogues() == []


# -- and out again


AWKWARD = [
    {"id": "a/1", "title": 'Say "cap", cap', "description": "two words", "price": 12.5, "currency": "€",
     "rating": 4.5, "category": ["Hats/Caps", "Bobble"], "image": ["0.png", "1.png"], "alt": ["a; cap", "b | lue"],
     "colour": "Red"},
    {"id": "a-1", "title": "Späte Mütze", "category": ["Hats"], "image": "1.png", "brand": "O'Hat | Sons"},
]  # fmt: skip


@pytest.mark.parametrize(("destination", "table"), [("out", "out/catalogue.csv"), ("o/x.jsonl", "o/x.jsonl")])
def test_what_is_exported_imports_as_it_was(tmp_path, destination, table):
    (tmp_path / "0.png").write_bytes(picture("red"))
    (tmp_path / "1.png").write_bytes(picture("blue"))
    import_it(write_jsonl(tmp_path / "x.jsonl", AWKWARD))
    with open_catalogue("goods") as store:
        assert export(store, str(tmp_path / destination)) == tmp_path / table
        before = store.items(store.select()), list(store.all_views())
        with pytest.raises(BadSource, match="there already"):
            export(store, str(tmp_path / destination))
    import_it(tmp_path / table, "copy")
    with open_catalogue("copy") as store:
        assert (store.items(store.select()), list(store.all_views())) == before
        assert store.item("a/1").category == ("Hats/Caps", "Bobble")


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("delete from views where item = 1", "item 'red-cap.png' has no picture"),
        ("update views set picture = x'00' where item = 2", "picture 0 of item 'shoes/blue boot.jpg'"),
        ("delete from item_attributes where item = 2", "'shoes/blue boot.jpg' cannot be filtered"),
        ("drop trigger items_au; update items set title = 'x' where number = 1", "full text"),
        ("delete from vectors where item = 3", "1 pictures have no vector of 'mean-colour'"),
        ("update vectors set vector = x'0000c07f0000000000000000' where item = 1", "not finite"),
        ("update vectors set vector = x'000000000000000000000000' where item = 1", "not all of length 1"),
        ("update vectors set vector = x'0000803f' where item = 1", "not all of 3 numbers"),
        ("insert into item_attributes values (99, 'a', 'b', 'b')", "item_attributes has rows of items"),
    ],
)
def test_verify_names_what_is_broken(folder, harm, problem):
    import_it(folder)
    with open_catalogue("goods") as store:
        store.db.executescript(harm)
        assert any(problem in line for line in verify(store)), verify(store)
