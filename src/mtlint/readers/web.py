"""Pages by their address: fetched once, within limits of time and size."""

from __future__ import annotations

import time
from dataclasses import dataclass

from mtlint.errors import InputError

_SECONDS = 30.0
_REDIRECTS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the body, its media type in lower case, and the charset of its header, if any."""

    data: bytes
    media_type: str
    charset: str | None


def fetch(url: str, *, max_bytes: int, seconds: float = _SECONDS) -> Page:
    """Get a page, following redirects.

    Args:
        url: an http or https address.
        max_bytes: a longer body (after decompression) is refused.
        seconds: limit for the whole transfer.

    Raises:
        InputError: no connection, an error status, too slow, too large, or no text.
    """
    import httpx

    from mtlint import __version__

    deadline = time.monotonic() + seconds
    headers = {"User-Agent": f"mtlint/{__version__}", "Accept": "text/html, text/*;q=0.9, */*;q=0.1"}
    try:
        with (
            httpx.Client(
                timeout=min(10.0, seconds), follow_redirects=True, max_redirects=_REDIRECTS, headers=headers
            ) as client,
            client.stream("GET", url) as response,
        ):
            if not response.is_success:
                raise InputError(f"{url}: the server answered {response.status_code} {response.reason_phrase}".rstrip())
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type and not _is_text(media_type):
                raise InputError(f"{url}: is {media_type}, not text")
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > max_bytes:
                    raise InputError(f"{url}: larger than the limit of {max_bytes:,} bytes (max_bytes)")
                if time.monotonic() > deadline:
                    raise InputError(f"{url}: not fetched within {seconds:g} seconds")
            return Page(bytes(data), media_type, response.charset_encoding)
    except httpx.TimeoutException:
        raise InputError(f"{url}: the server did not answer in time") from None
    except httpx.TooManyRedirects:
        raise InputError(f"{url}: more than {_REDIRECTS} redirects") from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{url}: cannot be fetched: {reason}") from None


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("/xhtml+xml", "/markdown"))
