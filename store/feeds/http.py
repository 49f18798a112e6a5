"""HTTP(S) without surprises: a size cap, a time limit, and a token that stays with its host."""

import http.client
import time
import urllib.error
import urllib.request
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from store.errors import FeedFailed, Refused

LIMIT = 4 << 20
"""Bytes of an answer that are read; more is no answer."""
PATIENCE = 3
"""A whole answer may take this many times as long as one word of it."""
_SECRET = ("token", "secret", "password", "passwd", "api_key", "apikey", "access_key", "signature")
_STATUS = {401: "not_allowed", 403: "not_allowed", 404: "not_found", 429: "too_often"}


def check_address(where: str) -> None:
    """Refuse what is no address (`bad_address`) or holds a secret (`secret_in_address`)."""
    try:
        parts = urlsplit(where)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1)
    except ValueError:
        whole = False
    if not whole or not where.isascii() or not where.isprintable() or " " in where:
        raise Refused("bad_address", address=where)
    named = (name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    if parts.username or parts.password or any(s in name for name in named for s in _SECRET):
        raise Refused("secret_in_address")


def fetch(
    where: str, headers: dict[str, str], token: tuple[str, str] | None, wait_s: float
) -> bytes:
    """Return the body of an address; `token` is the header and value that carry it.

    `FeedFailed`: `not_allowed`, `not_found`, `too_often`, `status` (any other), `too_much`,
    `no_answer` (time, name, connection), `token_in_clear`, `led_away` (redirected with a token).
    """
    if token is not None:
        headers = headers | {token[0]: token[1]}
        if urlsplit(where).scheme != "https" and not _is_here(where):
            raise FeedFailed("token_in_clear")
    request = urllib.request.Request(where, headers=headers)
    handlers: list[urllib.request.BaseHandler] = [_Redirects(where, guarded=token is not None)]
    if _is_here(where):
        handlers.append(urllib.request.ProxyHandler({}))
    opener = urllib.request.build_opener(*handlers)
    try:
        with opener.open(request, timeout=wait_s) as answer:
            data = _body(answer, time.monotonic() + PATIENCE * wait_s)
    except urllib.error.HTTPError as error:
        with error:
            raise FeedFailed(_STATUS.get(error.code, "status"), status=error.code) from None
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise FeedFailed("no_answer", why=_why(error)) from None
    if len(data) > LIMIT:
        raise FeedFailed("too_much", limit=LIMIT)
    return data


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    """Return what comes until the end or just past the limit; an answer may not drip for ever."""
    parts: list[bytes] = []
    size = 0
    while size <= LIMIT and (part := answer.read1(1 << 16)):
        parts.append(part)
        size += len(part)
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(parts)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect, but never carries a token to another host or out of HTTPS."""

    max_redirections = 3

    def __init__(self, where: str, *, guarded: bool) -> None:
        self._home = _origin(where)
        self._guarded = guarded

    def redirect_request(self, *asked: Any, **more: Any) -> urllib.request.Request | None:
        """Return the next request; `FeedFailed` (`led_away`)."""
        to = str(asked[-1])
        away = self._guarded and _origin(to) != self._home
        if away or urlsplit(to).scheme not in ("http", "https"):
            asked[1].close()
            raise FeedFailed("led_away", host=urlsplit(to).hostname)
        return super().redirect_request(*asked, **more)


def _origin(where: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(where)
    return parts.scheme, parts.hostname, parts.port


def _is_here(where: str) -> bool:
    host = urlsplit(where).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _why(error: Any) -> str:
    """Return the system's word for it; never the address or a header."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "timeout"
    return getattr(reason, "strerror", None) or type(reason).__name__
