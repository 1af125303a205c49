"""The public Shopping Queries data set (Reddy et al. 2022), read from its own files.

A folder holds `shopping_queries_dataset_examples.parquet` (example_id, query, query_id, product_id, product_locale,
esci_label, small_version, large_version, split) and `shopping_queries_dataset_products.parquet` (product_id, product_title,
product_description, product_bullet_point, product_brand, product_color, product_locale). A product is named by its id and
its locale together. There are no pictures in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.papers.relevance import COMPLEMENT, EXACT, IRRELEVANT, SUBSTITUTE

__all__ = ["LABELS", "LOCALES", "BadEsci", "EsciProduct", "EsciQuery", "read_products", "read_queries"]

LABELS = {"E": EXACT, "S": SUBSTITUTE, "C": COMPLEMENT, "I": IRRELEVANT}
LOCALES = ("us", "es", "jp")
EXAMPLES, PRODUCTS = "shopping_queries_dataset_examples.parquet", "shopping_queries_dataset_products.parquet"
BATCH = 65_536   # rows in memory at once: the whole is 2.6 million judgements
TEXTS = ("product_title", "product_brand", "product_color", "product_bullet_point", "product_description")


class BadEsci(ValueError):
    """The folder does not hold the data set's files, or they are not in its layout."""


@dataclass(frozen=True)
class EsciProduct:
    """What is written of a product; empty strings where the file has nothing."""

    id: str
    title: str
    brand: str = ""
    colour: str = ""
    bullets: str = ""
    description: str = ""


@dataclass(frozen=True)
class EsciQuery:
    """A query and what people said of products for it: product id -> EXACT, SUBSTITUTE, COMPLEMENT or IRRELEVANT."""

    id: int
    text: str
    split: str   # "train" or "test"
    judged: dict[str, int]


def read_queries(folder: Path, *, locale: str = "us", split: str | None = None, small: bool = False) -> list[EsciQuery]:
    """The queries of a locale, and of one split if it is given, in the file's order. small: the reduced version, of the
    harder queries. Raises `BadEsci`."""
    columns = ("query_id", "query", "product_id", "esci_label", "split")
    queries: dict[int, EsciQuery] = {}
    for row in _rows(folder / EXAMPLES, (*columns, "small_version", "product_locale"), locale):
        if (split and row["split"] != split) or (small and not row["small_version"]):
            continue
        number, text, product, label, part = (row[name] for name in columns)
        if label not in LABELS:
            raise BadEsci(f"{folder / EXAMPLES}: esci_label {label!r} of query {number}; allowed: {', '.join(LABELS)}")
        queries.setdefault(number, EsciQuery(number, text, part, {})).judged[product] = LABELS[label]
    return list(queries.values())


def read_products(folder: Path, *, locale: str = "us") -> list[EsciProduct]:
    """The products of a locale, in the file's order. Raises `BadEsci`."""
    rows = _rows(folder / PRODUCTS, ("product_id", *TEXTS, "product_locale"), locale)
    return [EsciProduct(row["product_id"], *(row[name] or "" for name in TEXTS)) for row in rows]


def _rows(file: Path, columns: tuple[str, ...], locale: str) -> Iterator[dict]:
    """Rows of a locale as dicts of `columns`, a batch in memory at a time."""
    from pyarrow import ArrowException, parquet

    if locale not in LOCALES:
        raise BadEsci(f"locale {locale!r}; allowed: {', '.join(LOCALES)}")
    try:
        with parquet.ParquetFile(file) as opened:
            missing = [name for name in columns if name not in opened.schema_arrow.names]
            if missing:
                raise BadEsci(f"{file} has no column {', '.join(missing)}; it is not the Shopping Queries data set's")
            for batch in opened.iter_batches(BATCH, columns=list(columns)):
                yield from (row for row in batch.to_pylist() if row["product_locale"] == locale)
    except (OSError, ArrowException) as error:
        raise BadEsci(f"{file}: {error}; give the folder of the Shopping Queries data set's parquet files") from error
