"""How the page is served: what the environment and the command line of `app.py` may set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["BadSetting", "Serving", "UploadLimits", "serving_from"]

ON, OFF = ("1", "on", "true", "yes"), ("0", "off", "false", "no")


class BadSetting(ValueError):
    """A setting of the environment or the command line cannot be read."""


@dataclass(frozen=True)
class UploadLimits:
    """What a visitor's own catalogue may cost; 0 MB means that none is taken in."""

    mb: int = 100            # of the file that comes, and four times that unpacked
    items: int = 2000
    seconds: int = 300       # from the file's arrival to the open shop

    def __bool__(self) -> bool:
        return self.mb > 0


@dataclass(frozen=True)
class Serving:
    """Where and for whom the page is served."""

    host: str = "127.0.0.1"
    port: int | None = None                     # None: the first free one from 7860
    root_path: str = ""                         # "/shop": the prefix that a proxy serves the page below
    auth: tuple[tuple[str, str], ...] = ()      # (name, password) of those let in; () lets everyone in
    queue: int = 32                             # turns that may wait; the next visitor is told to try again
    turns: int = 2                              # turns answered at once
    mcp: bool = False                           # the endpoints as tools of an MCP server
    uploads: UploadLimits = UploadLimits()


def serving_from(environment: Mapping[str, str]) -> Serving:
    """The settings that the environment makes. Raises `BadSetting` with what came and what is allowed."""
    setting = {name: value for name, value in environment.items() if value}.get
    limits = UploadLimits(mb=_count("VITRINE_UPLOAD_MB", setting("VITRINE_UPLOAD_MB", "100"), least=0),
                          items=_count("VITRINE_UPLOAD_ITEMS", setting("VITRINE_UPLOAD_ITEMS", "2000")),
                          seconds=_count("VITRINE_UPLOAD_SECONDS", setting("VITRINE_UPLOAD_SECONDS", "300")))
    port = setting("PORT") or setting("GRADIO_SERVER_PORT")
    return Serving(host=setting("VITRINE_HOST", "0.0.0.0" if setting("SPACE_ID") else "127.0.0.1"),
                   port=_count("PORT", port) if port else None,
                   root_path=root_path(setting("VITRINE_ROOT_PATH", "")),
                   auth=_auth(setting("VITRINE_AUTH", "")),
                   queue=_count("VITRINE_QUEUE", setting("VITRINE_QUEUE", "32")),
                   turns=_count("VITRINE_TURNS", setting("VITRINE_TURNS", "2")),
                   mcp=_switch("VITRINE_MCP", setting("VITRINE_MCP", "off")), uploads=limits)


def root_path(path: str) -> str:
    """The prefix without a slash at its end; raises `BadSetting`."""
    if not re.fullmatch(r"(?:(?:https?://[^\s/]+)?(?:/[^\s/?#]+)*/?)", path):
        raise BadSetting(f"the root path is {path!r}: write it as /shop, or as a whole address such as https://example.org/shop")
    return path.rstrip("/")


def _auth(pairs: str) -> tuple[tuple[str, str], ...]:
    """`"ada:secret, bob:other"` -> (("ada", "secret"), ("bob", "other")). What is wrong is told without the passwords."""
    found = tuple(tuple(part.strip().split(":", 1)) for part in pairs.split(",") if part.strip())
    if any(len(pair) != 2 or not all(pair) for pair in found):
        raise BadSetting("VITRINE_AUTH cannot be read: write name:password, several of them with commas between")
    return found


def _count(name: str, value: str, least: int = 1) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value.strip()) or int(value) < least:
        raise BadSetting(f"{name} is {value!r}: give a whole number from {least} on")
    return int(value)


def _switch(name: str, value: str) -> bool:
    if value.strip().lower() not in ON + OFF:
        raise BadSetting(f"{name} is {value!r}: give on or off")
    return value.strip().lower() in ON
