"""The Shopping Queries data set's reader, on a tiny set in its layout."""

import pytest
from pyarrow import parquet, table

from models.papers.esci import BadEsci, EsciProduct, EsciQuery, read_products, read_queries
from models.papers.relevance import COMPLEMENT, EXACT, IRRELEVANT, SUBSTITUTE

EXAMPLES, PRODUCTS = "shopping_queries_dataset_examples.parquet", "shopping_queries_dataset_products.parquet"
JUDGEMENTS = [  # example_id, query, query_id, product_id, product_locale, esci_label, small_version, large_version, split
    (0, "red mug", 7, "B01", "us", "E", 1, 1, "train"),
    (1, "red mug", 7, "B02", "us", "S", 1, 1, "train"),
    (2, "red mug", 7, "B03", "us", "C", 1, 1, "train"),
    (3, "taza roja", 8, "B01", "es", "E", 1, 1, "train"),
    (4, "!awbrey pot", 9, "B03", "us", "I", 0, 1, "test"),
    (5, "!awbrey pot", 9, "B01", "us", "E", 0, 1, "test"),
]
GOODS = [  # product_id, product_title, product_description, product_bullet_point, product_brand, product_color, product_locale
    ("B01", "Mug, stoneware", None, "Holds 300 ml", "Awbrey", "Red", "us"),
    ("B02", "Mug", "<p>plain</p>", None, None, "Blue", "us"),
    ("B01", "Taza", None, None, "Awbrey", "Rojo", "es"),
]


@pytest.fixture
def folder(tmp_path):
    columns = ("example_id query query_id product_id product_locale esci_label small_version large_version split".split(),
               "product_id product_title product_description product_bullet_point product_brand product_color "
               "product_locale".split())
    for file, names, rows in zip((EXAMPLES, PRODUCTS), columns, (JUDGEMENTS, GOODS), strict=True):
        parquet.write_table(table(dict(zip(names, zip(*rows, strict=True), strict=True))), tmp_path / file)
    return tmp_path


def test_queries_come_with_all_their_judgements(folder):
    assert read_queries(folder) == [
        EsciQuery(7, "red mug", "train", {"B01": EXACT, "B02": SUBSTITUTE, "B03": COMPLEMENT}),
        EsciQuery(9, "!awbrey pot", "test", {"B03": IRRELEVANT, "B01": EXACT}),
    ]


def test_a_split_a_locale_and_the_small_version(folder):
    assert [query.id for query in read_queries(folder, split="test")] == [9]
    assert [query.id for query in read_queries(folder, small=True)] == [7]
    assert read_queries(folder, locale="es") == [EsciQuery(8, "taza roja", "train", {"B01": EXACT})]


def test_products_of_one_locale_with_empty_strings_for_what_is_not_there(folder):
    assert read_products(folder) == [
        EsciProduct("B01", "Mug, stoneware", "Awbrey", "Red", "Holds 300 ml", ""),
        EsciProduct("B02", "Mug", "", "Blue", "", "<p>plain</p>"),
    ]
    assert [product.title for product in read_products(folder, locale="es")] == ["Taza"]


def test_what_is_not_the_data_set_is_said(folder, tmp_path):
    with pytest.raises(BadEsci, match="locale 'fr'; allowed: us, es, jp"):
        read_queries(folder, locale="fr")
    with pytest.raises(BadEsci, match="give the folder of"):
        read_queries(tmp_path / "nowhere")
    parquet.write_table(table({"query": ["x"]}), folder / EXAMPLES)
    with pytest.raises(BadEsci, match="has no column query_id, product_id"):
        read_queries(folder)
    (folder / PRODUCTS).write_bytes(b"not a parquet file")
    with pytest.raises(BadEsci, match="give the folder of"):
        read_products(folder)
