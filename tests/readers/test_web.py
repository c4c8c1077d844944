"""The reader of addresses, against a real server on this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mtlint import readers
from mtlint.errors import InputError
from mtlint.readers import Options, web

PAGE = "<html><body><article><p>The port of Velmora “lost” a lender.</p></article></body></html>"


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.close_connection = True
        path = self.path.split("?")[0]
        if path == "/away":
            self._answer(302, b"", Location="/page")
        elif path == "/loop":
            self._answer(302, b"", Location="/loop")
        elif path == "/page":
            self._answer(200, PAGE.encode("cp1252"), "text/html; charset=windows-1252")
        elif path == "/meta":
            body = PAGE.replace("<body>", "<head><meta charset=windows-1252></head><body>").encode("cp1252")
            self._answer(200, body, "text/html")
        elif path == "/story.md":
            self._answer(200, b"# A *headline*\n", "text/plain")
        elif path == "/picture":
            self._answer(200, b"\x89PNG", "image/png")
        elif path == "/bomb":
            self._answer(200, gzip.compress(b"word " * 2_000_000), "text/plain", **{"Content-Encoding": "gzip"})
        elif path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            for _ in range(100):
                try:
                    self.wfile.write(b"word ")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)
        else:
            self._answer(404, b"no")

    def _answer(self, status: int, body: bytes, kind: str = "text/plain", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/away", "/meta"])
def test_a_page_is_fetched_and_decoded(address: str, path: str) -> None:
    document = readers.read(address + path)
    assert document.text == "The port of Velmora “lost” a lender."
    assert (document.id, document.format, document.offsets) == (address + path, "html", "source")


def test_the_address_may_tell_the_format(address: str) -> None:
    document = readers.read(address + "/story.md?raw=1")
    assert (document.format, document.text) == ("markdown", "A headline")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/nothing", "the server answered 404 Not Found"),
        ("/loop", "more than 8 redirects"),
        ("/picture", "is image/png, not text"),
        ("/bomb", "larger than the limit of 100,000 bytes (max_bytes)"),
    ],
)
def test_what_cannot_be_read_is_one_line(address: str, path: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        readers.read(address + path, Options(max_bytes=100_000))
    assert str(caught.value) == f"{address}{path}: {problem}"


def test_a_slow_server_is_left(address: str) -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match=r"not fetched within 0\.5 seconds"):
        web.fetch(address + "/drip", max_bytes=10_000, seconds=0.5)
    assert time.monotonic() - start < 3


def test_nobody_there(address: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        readers.read("http://127.0.0.1:9/story")
    with pytest.raises(InputError, match="cannot be fetched"):
        readers.read("http://[bad")
