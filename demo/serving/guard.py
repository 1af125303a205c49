"""Who is let in: Gradio's own log-in, held to by what it does not guard itself, and HTTP Basic for programs."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Guard"]

TOOLS = "/gradio_api/mcp"      # Gradio checks nobody there
LOG_IN = "log in first: on the page, or with a name and password as in curl -u NAME:PASSWORD"
COOKIES = ("access-token-", "access-token-unsecure-")   # followed by the server's own id; Gradio's log-in sets both


class Guard:
    """Middleware around Gradio's app. Where `auth` names anybody, the guarded paths (`/picture/{...}` guards all below
    `/picture`) answer 401 to the others, and a name and password in an Authorization header are as good as a log-in."""

    def __init__(self, app: ASGIApp, *, auth: Sequence[tuple[str, str]] = (), guarded: Sequence[str] = ()) -> None:
        self._app = app
        self._passwords = dict(auth)
        self._guarded = {TOOLS, *(path.split("/{")[0] for path in guarded)}
        self._tokens = {name: secrets.token_urlsafe(16) for name in self._passwords}   # of those who came by header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._passwords and scope["type"] == "http":
            self._log_in(scope)
            if self._is_guarded(scope) and not _is_in(scope):
                return await _refusal(scope, receive, send)
        await self._app(scope, receive, send)

    def _is_guarded(self, scope: Scope) -> bool:
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root) if root else scope["path"]
        return any(path == guarded or path.startswith(f"{guarded}/") for guarded in self._guarded)

    def _log_in(self, scope: Scope) -> None:
        """A right name and password in the header become the cookie that Gradio's log-in would have set."""
        headers = MutableHeaders(scope=scope)
        name = self._name_in(headers.get("authorization", ""))
        if name is not None:
            scope["app"].tokens[self._tokens[name]] = name
            headers["cookie"] = f"{COOKIES[0]}{scope['app'].cookie_id}={self._tokens[name]}"

    def _name_in(self, authorization: str) -> str | None:
        scheme, _, credentials = authorization.partition(" ")
        try:
            name, _, password = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return None
        right = self._passwords.get(name, "")
        known = secrets.compare_digest(password.encode(), right.encode()) and bool(right)
        return name if known and scheme.lower() == "basic" else None


async def _refusal(scope: Scope, receive: Receive, send: Send) -> None:
    answer = JSONResponse({"error": LOG_IN}, status_code=401, headers={"WWW-Authenticate": 'Basic realm="Vitrine"'})
    await answer(scope, receive, send)


def _is_in(scope: Scope) -> bool:
    try:
        cookies = SimpleCookie(MutableHeaders(scope=scope).get("cookie", ""))
    except CookieError:
        return False
    server = scope["app"]
    given = [cookies[f"{name}{server.cookie_id}"].value for name in COOKIES if f"{name}{server.cookie_id}" in cookies]
    return any(token in server.tokens for token in given)
