"""A hub on this machine: a repository of files served as the real one serves them, bit by bit."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["hub_of"]

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PIECES = 20


@contextmanager
def hub_of(repository: str, folder: Path, *, seconds: float = 0.0, fails: str = "") -> Iterator[str]:
    """The URL of a hub that has `repository` with the folder's files.

    seconds: how long each of them takes to come. fails: a file that it has listed and does not give.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(repository, folder, seconds, fails))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(repository: str, folder: Path, seconds: float, fails: str) -> type[BaseHTTPRequestHandler]:
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    listed = [{"type": "file", "path": name, "size": len(held), "oid": hashlib.sha1(held).hexdigest()}
              for name, held in files.items()]
    about = {"id": repository, "modelId": repository, "sha": COMMIT, "private": False, "tags": [], "downloads": 0, "likes": 0,
             "siblings": [{"rfilename": name, "size": len(held)} for name, held in files.items()]}

    class Hub(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            name = path.rpartition("/")[2]
            if path == "/":
                self._send(b"a hub")
            elif path.startswith(f"/api/models/{repository}/tree/"):
                self._send(json.dumps(listed).encode(), kind="application/json")
            elif path.startswith(f"/api/models/{repository}"):
                self._send(json.dumps(about).encode(), kind="application/json")
            elif path.startswith(f"/{repository}/resolve/") and name in files and name != fails:
                self._send(files[name], slowly=seconds)
            else:
                self._send(b"{}", status=404)

        def _send(self, body: bytes, *, status: int = 200, kind: str = "application/octet-stream", slowly: float = 0.0) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("ETag", f'"{hashlib.sha1(body).hexdigest()}"')
            self.end_headers()
            if self.command == "HEAD":
                return
            step = max(1, -(-len(body) // PIECES))
            for start in range(0, len(body), step):
                self.wfile.write(body[start:start + step])
                self.wfile.flush()
                time.sleep(slowly / PIECES)

        def log_message(self, *_: object) -> None:
            pass

    return Hub
