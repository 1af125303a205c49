"""The schema's history: numbered functions, applied in order and never edited once released."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

__all__ = ["migrations"]

migrations = Migrations("vitrine.catalogue")


@migrations()
def m001_items_and_views(db: Database) -> None:
    # `number` is declared, for FTS rows point to it and an implicit rowid may change in a VACUUM
    columns = {
        "number": int, "id": str, "title": str, "description": str, "price": float, "currency": str,
        "rating": float, "category": str, "attributes": str, "words": str, "content_hash": str,
    }  # fmt: skip
    db["items"].create(columns, pk="number", not_null=set(columns) - {"number", "price", "rating"})
    db["items"].create_index(["id"], unique=True)
    db["views"].create(
        {"item": int, "position": int, "alt": str, "picture": bytes},
        pk=("item", "position"),
        foreign_keys=[("item", "items", "number")],
    )


@migrations()
def m002_attributes(db: Database) -> None:
    db["item_attributes"].create(
        {"item": int, "name": str, "value": str, "folded": str},
        foreign_keys=[("item", "items", "number")],
    )
    db["item_attributes"].create_index(["name", "folded", "item"])
    db["item_attributes"].create_index(["item"])


@migrations()
def m003_full_text(db: Database) -> None:
    db["items"].enable_fts(
        ["title", "description", "words"],
        create_triggers=True,
        tokenize="porter unicode61 remove_diacritics 2",
    )


@migrations()
def m004_vectors(db: Database) -> None:
    db["encoders"].create({"name": str, "dim": int}, pk="name")
    db["vectors"].create(
        {"encoder": str, "item": int, "position": int, "vector": bytes},
        pk=("encoder", "item", "position"),
        foreign_keys=[("encoder", "encoders", "name"), ("item", "items", "number")],
    )
    db["vectors"].create_index(["item"])


@migrations()
def m005_notes(db: Database) -> None:
    db["notes"].create({"name": str, "value": str}, pk="name")
