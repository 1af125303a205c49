"""What stands between the web and the shop: who is in it, what may be asked of it, and what may be brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from demo.serving.endpoints import Endpoints, PictureOf
from demo.serving.progress import Progress
from demo.serving.settings import Serving
from demo.serving.uploads import Uploads
from demo.serving.visitors import Visitors

if TYPE_CHECKING:
    from demo.assistant import Assistant

__all__ = ["Door"]

USUAL = Serving()


@dataclass(frozen=True, eq=False)
class Door:
    """Built once for a server; `Door.of` makes its parts. opening: how far the shop behind the page has come."""

    serving: Serving
    visitors: Visitors
    endpoints: Endpoints
    uploads: Uploads
    opening: Progress

    @classmethod
    def of(cls, shop: Callable[[], Assistant], picture_of: PictureOf, serving: Serving = USUAL,
           opening: Progress | None = None) -> Door:
        """shop: waits for the assistant. picture_of: (assistant, item id) -> where its picture is, below the page's root."""
        visitors = Visitors(shop)
        return cls(serving, visitors, Endpoints(visitors, picture_of, at_once=serving.turns), Uploads(visitors, serving.uploads),
                   opening or Progress())

    def close(self) -> None:
        """Everybody leaves, and what was theirs is deleted."""
        self.uploads.close()
        self.visitors.close()

    def routes(self) -> list[Route]:
        """`/reply`, `/search`, `/select`, `/catalogue` and `/progress`."""
        def progress(request: Request) -> JSONResponse:
            return JSONResponse(self.opening.as_dict())

        return [*self.endpoints.routes(), *self.uploads.routes(), Route("/progress", progress)]
