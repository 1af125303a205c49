import io
import threading

import numpy as np
import pytest
from PIL import Image

from catalog.filters import parse_where
from catalog.items import BadFilter, BadName, EncoderMismatch, Item, UnknownCatalogue, UnknownItem, View
from catalog.pictures import Thumbnails, fit_picture, open_picture
from catalog.store import Added, Store, catalogue_path, catalogues, named, open_catalogue


def picture(colour="red", size=(6, 8), format="PNG", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format, **options)
    return out.getvalue()


def views(item_id, *colours):
    return [View(item_id, n, picture(colour), f"{colour} one") for n, colour in enumerate(colours)]


TEE = Item("t1", "Ada running tee", "Cotton, soft", 20.0, "$", 4.5, ("Apparel", "Topwear", "Tshirts"),
           {"colour": "Red", "brand": "Ada", "size": "40"})  # fmt: skip
SHOE = Item("s1", "Bolt runner", "For the road", 75.5, "$", 4.0, ("Footwear", "Shoes"),
            {"colour": "blue", "brand": "Bolt", "size": "XL"})  # fmt: skip
WATCH = Item("w1", "Montre Élégante", category=("Accessories", "Watches"), attributes={"colour": "RED"})


@pytest.fixture
def fresh_store(tmp_path):
    with Store(tmp_path / "shop") as store:
        yield store


@pytest.fixture
def shop(fresh_store):
    goods = [(TEE, views("t1", "red", "pink")), (SHOE, views("s1", "blue")), (WATCH, views("w1", "red"))]
    fresh_store.add(goods)
    return fresh_store


# -- items and views


def test_items_come_back_as_they_went_in_and_in_the_order_asked(shop):
    assert shop.items(["w1", "t1", "s1", "t1"]) == [WATCH, TEE, SHOE, TEE]
    assert shop.item("s1") == SHOE
    assert (shop.count(), shop.titles(), shop.titles(1)) == (
        3, ["Ada running tee", "Bolt runner", "Montre Élégante"], ["Ada running tee"],
    )  # fmt: skip


def test_views_come_back_with_their_bytes(shop):
    assert shop.views("t1") == views("t1", "red", "pink")
    assert shop.picture("t1") == views("t1", "red")[0]
    assert shop.picture("t1", 1) == views("t1", "red", "pink")[1]
    assert [(v.item_id, v.position) for v in shop.all_views()] == [("t1", 0), ("t1", 1), ("s1", 0), ("w1", 0)]


def test_what_views_show_is_known_without_their_pictures(shop):
    queries = []
    shop.db.conn.set_trace_callback(queries.append)
    assert shop.alts(["s1", "t1", "s1"]) == {"s1": ("blue one",), "t1": ("red one", "pink one")}
    assert len(queries) == 1 and "picture" not in queries[0]
    assert shop.alts([]) == {}


def test_what_is_not_there_is_an_error(shop):
    for ask in (lambda: shop.item("x"), lambda: shop.picture("t1", 2), lambda: shop.views("x"), lambda: shop.alts(["t1", "x"])):
        with pytest.raises(UnknownItem, match="shop"):
            ask()


def test_the_same_content_again_changes_nothing(shop):
    assert shop.add([(TEE, views("t1", "red", "pink"))]) == Added(same=1)
    assert shop.count() == 3


def test_changed_content_updates_everything_that_hangs_on_it(shop):
    cheaper = Item("t1", "Ada linen tee", price=9.0, category=("Apparel",), attributes={"colour": "Green"})
    assert shop.add([(cheaper, views("t1", "green"))]) == Added(updated=1)
    assert shop.item("t1") == cheaper
    assert shop.views("t1") == views("t1", "green")
    assert shop.select() == ["t1", "s1", "w1"]
    assert shop.facet("colour") == {"blue": 1, "Green": 1, "RED": 1}
    assert shop.match("running", 5).ids == ()
    assert shop.match("linen", 5).ids == ("t1",)


def test_of_two_rows_with_one_id_the_later_counts(fresh_store):
    first, second = Item("1", "first"), Item("1", "second")
    assert fresh_store.add([(first, views("1", "red")), (second, views("1", "red"))]) == Added(new=1)
    assert fresh_store.titles() == ["second"]


def test_an_item_without_a_picture_that_opens_is_refused(fresh_store):
    torn = picture(size=(64, 64), format="JPEG")[:-40]
    added = fresh_store.add(
        [
            (Item("1", "none"), []),
            (Item("2", "text"), [View("2", 0, b"not a picture")]),
            (Item("3", "torn"), [View("3", 0, torn)]),
            (Item("4", "whole"), views("4", "red")),
        ]
    )
    assert (added.new, [item_id for item_id, _ in added.refused]) == (1, ["1", "2", "3"])
    assert "no picture" in added.refused[0][1] and "broken" in added.refused[2][1]
    assert fresh_store.select() == ["4"]


def test_a_batch_that_fails_leaves_earlier_batches_and_nothing_of_itself(fresh_store):
    goods = [(Item(str(n), "one"), views(str(n), "red")) for n in range(600)]

    def interrupted():
        yield from goods
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fresh_store.add(interrupted())
    assert fresh_store.count() == 500
    assert fresh_store.add(goods) == Added(new=100, same=500)


def test_every_thread_has_its_own_connection(shop):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append((id(shop.db), shop.count()))) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    assert [count for _, count in seen] == [3, 3]
    assert id(shop.db) not in {database for database, _ in seen}


# -- pictures


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_small_pictures_for_the_web_are_kept_to_the_byte(format):
    original = picture(size=(1024, 10), format=format)
    assert fit_picture(original) == original


@pytest.mark.parametrize(
    ("size", "format", "fitted"),
    [((1025, 100), "PNG", (1024, 100)), ((100, 2048), "JPEG", (50, 1024)), ((5, 6), "GIF", (5, 6))],
)
def test_other_pictures_become_webp_of_at_most_1024_px(size, format, fitted):
    image = Image.open(io.BytesIO(fit_picture(picture(size=size, format=format))))
    assert (image.format, image.size) == ("WEBP", fitted)


def test_a_thumbnail_is_small_and_made_once(monkeypatch):
    made = []
    monkeypatch.setattr("catalog.pictures.fit_picture", lambda *args, **kw: made.append(kw) or fit_picture(*args, **kw))
    thumbnails, large, small = Thumbnails(kept=2), picture(size=(800, 400)), picture("blue", size=(60, 80), format="JPEG")
    first = thumbnails.of(large, 360)
    image = Image.open(io.BytesIO(first))
    assert (image.format, image.size) == ("WEBP", (360, 180))
    assert thumbnails.of(bytes(bytearray(large)), 360) is first and len(made) == 1
    assert thumbnails.of(small, 360) == small
    assert thumbnails.of(large, 360) is first and len(made) == 2
    thumbnails.of(large, 640)
    thumbnails.of(small, 360)  # the least wanted had to go
    assert [each["long_side_px"] for each in made] == [360, 360, 640, 360]


def test_a_thumbnail_of_a_busy_picture_is_light_all_the_same():
    noise = np.random.default_rng(0).integers(0, 255, (90, 72, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).resize((800, 1000)).save(out, "JPEG", quality=95)
    assert len(Thumbnails().of(out.getvalue(), 640)) <= 45_000 < len(fit_picture(out.getvalue(), long_side_px=640, quality=80))


def test_pictures_open_upright_on_white():
    assert open_picture(picture((0, 0, 0, 0), mode="RGBA")).getpixel((0, 0)) == (255, 255, 255)
    assert open_picture(picture(0, mode="L")).mode == "RGB"
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held on its side
    assert open_picture(picture(size=(20, 10), format="JPEG", exif=turned)).size == (10, 20)


# -- filters, sorting and facets


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("colour=red", ["t1", "w1"]),
        ("color=RED and kind=watches", ["w1"]),
        ("colour!=red", ["s1"]),
        ("brand!=ada", ["s1", "w1"]),
        ("brand~DA", ["t1"]),
        ("category=Apparel", ["t1"]),
        ("category=topwear", ["t1"]),
        ("kind=topwear", []),
        ("price<50", ["t1"]),
        ("price>=75.5", ["s1"]),
        ("price=20", ["t1"]),
        ("price!=20", ["s1", "w1"]),
        ("size>=40", ["t1"]),
        ("rating>4 and price<100", ["t1"]),
        ("title~éLÉG", ["w1"]),
        ("title~' lég'", []),            # begins no word
        ("title~' éLÉG'", ["w1"]),       # begins one
        ("id=s1", ["s1"]),
        ("title~100%", []),
        ('brand="\'; drop table items; --"', []),
    ],
)
def test_filters_choose(shop, where, ids):
    assert shop.select(parse_where(where)) == ids


def test_an_unknown_field_is_an_error_and_so_is_an_unknown_order(shop):
    with pytest.raises(BadFilter, match=r"'sleeve'.*brand, category, colour"):
        shop.select(parse_where("sleeve=long"))
    with pytest.raises(BadFilter, match="id, title, price, rating"):
        shop.select(sort="colour")


def test_sorting_leaves_items_without_a_value_last(shop):
    assert shop.select(sort="price") == ["t1", "s1", "w1"]
    assert shop.select(sort="price", descending=True) == ["s1", "t1", "w1"]
    assert shop.select(sort="title", descending=True, limit=2) == ["w1", "s1"]


def test_facets_count_whatever_the_case(shop):
    assert list(shop.facet("color").items()) == [("Red", 2), ("blue", 1)]
    assert shop.facet("category")["Topwear"] == 1
    assert shop.facet("none") == {}
    assert shop.facet_names() == ["brand", "category", "colour", "kind", "size"]


def test_an_empty_catalogue_answers(fresh_store):
    assert fresh_store.select() == fresh_store.facet_names() == fresh_store.titles() == []
    assert fresh_store.match("anything", 3).ids == ()
    assert fresh_store.info()["items"] == 0


# -- full text


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("tee", ("t1",)),
        ("RUNNERS", ("s1",)),
        ("runs", ("t1",)),  # the stem of "running"
        ("elegante", ("w1",)),
        ("watch", ("w1",)),
        ("the bolt", ("s1",)),
        ("road", ("s1",)),
        ("zebra", ()),
    ],
)
def test_words_match_titles_attributes_and_descriptions(shop, text, ids):
    assert shop.match(text, 5).ids == ids


def test_more_words_that_match_score_higher_and_higher_is_better(shop):
    hits = shop.match("red running tee", 5)
    assert hits.ids == ("t1", "w1")
    assert hits.scores[0] > hits.scores[1] > 0
    assert shop.match("red", 1).ids == shop.match("red", 2).ids[:1]


@pytest.mark.parametrize(
    "text",
    ["", "   ", '"', "''", '"red', "red AND", "NOT red", "NEAR(red, 2)", "title:red", "red*", "-red", "(red", "^",
     "{}", "a" * 10_000, "red " * 5_000, "🙂", "\x00", "\ud800", "%_", "日本", "naïve's", ";--", "OR OR OR"],
)  # fmt: skip
def test_no_text_is_an_error(shop, text):
    assert set(shop.match(text, 3).ids) <= {"t1", "w1", "s1"}
    assert ("red" not in text) or "t1" in shop.match(text, 3).ids


def test_a_match_is_narrowed_by_filters_and_ids(shop):
    assert shop.match("red", 5, filters=parse_where("kind=Watches")).ids == ("w1",)
    assert shop.match("red", 5, among=["t1", "s1"]).ids == ("t1",)
    assert shop.match("red", 5, among=[]).ids == ()
    assert shop.match("red", 0).ids == ()


# -- vectors


def put(store, encoder, rows):
    store.put_vectors(encoder, [(i, p, np.asarray(v, np.float32)) for i, p, v in rows])


def test_vectors_come_back_one_a_view_in_the_catalogues_order(shop):
    put(shop, "rgb", [("s1", 0, [0, 0, 1]), ("t1", 1, [0, 1, 0]), ("t1", 0, [1, 0, 0])])
    ids, matrix = shop.vectors("rgb")
    assert ids == ["t1", "t1", "s1"]
    assert (matrix.dtype, matrix.tolist()) == (np.float32, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert shop.vector("rgb", "t1").tolist() == [1, 0, 0]
    assert shop.encoders() == {"rgb": {"dim": 3, "count": 3}}
    assert shop.missing_vectors("rgb").__next__() == ("w1", 0, picture("red"))
    assert len(list(shop.missing_vectors("other"))) == 4


def test_an_encoder_without_vectors_has_an_empty_matrix(shop):
    ids, matrix = shop.vectors("rgb")
    assert (ids, matrix.shape) == ([], (0, 0))
    with pytest.raises(UnknownItem, match="no vector"):
        shop.vector("rgb", "t1")


def test_vectors_of_another_length_or_item_are_refused(shop):
    put(shop, "rgb", [("t1", 0, [1, 0, 0])])
    with pytest.raises(EncoderMismatch, match="rgb"):
        put(shop, "rgb", [("s1", 0, [1, 0])])
    with pytest.raises(EncoderMismatch):
        put(shop, "other", [("t1", 0, [1, 0]), ("s1", 0, [1, 0, 0])])
    with pytest.raises(UnknownItem):
        put(shop, "rgb", [("x", 0, [1, 0, 0])])
    assert shop.encoders() == {"rgb": {"dim": 3, "count": 1}}


def test_an_update_keeps_the_vectors_of_pictures_that_stay(shop):
    put(shop, "rgb", [("t1", 0, [1, 0, 0]), ("t1", 1, [0, 1, 0])])
    shop.add([(Item("t1", "Renamed tee"), views("t1", "red", "green"))])
    assert [(i, p) for i, p, _ in shop.missing_vectors("rgb") if i == "t1"] == [("t1", 1)]


# -- names and places


def test_catalogues_are_found_by_name_or_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path / "home"))
    assert catalogues() == []
    Store(named("b-2")).close()
    Store(named("A_1")).close()
    Store(tmp_path / "elsewhere").close()
    assert catalogues() == ["A_1", "b-2"]
    with open_catalogue("A_1") as store:
        assert (store.name, store.folder) == ("A_1", tmp_path / "home" / "catalogues" / "A_1")
    with open_catalogue(tmp_path / "elsewhere") as store:
        assert store.name == "elsewhere"
    assert catalogue_path("none") == tmp_path / "home" / "catalogues" / "none"


def test_an_unknown_catalogue_says_which_there_are(tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    Store(named("shoes")).close()
    for name in ("fashion", "../shoes", "", str(tmp_path)):
        with pytest.raises(UnknownCatalogue, match=r"there are shoes.*catalog import"):
            open_catalogue(name)


def test_a_damaged_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    Store(named("shoes")).close()
    (named("shoes") / "catalogue.db").write_bytes(b"no database" * 1000)
    with pytest.raises(UnknownCatalogue, match=r"shoes/catalogue.db.*import its source again"):
        open_catalogue("shoes")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a b", ".", "é", "a\n"])
def test_names_cannot_leave_the_home_folder(name):
    with pytest.raises(BadName, match="letters, digits, - and _"):
        named(name)
