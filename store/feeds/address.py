"""An HTTP(S) address that is asked every so often how the queue stands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from store.errors import FeedFailed
from store.feeds.documents import read_document, read_text
from store.feeds.http import fetch
from store.feeds.lines import Reader
from store.feeds.presets import MAP, MAPPED, PRESETS, Preset, own_header
from store.feeds.protocol import Batch
from store.feeds.secret import token_of

PRESET, HEADER = "preset", "token_header"
"""Options: a known tool; the header that carries the token, where it is not the usual one."""


class Address:
    """Asks it and reads the answer: by a preset, by a mapping, or as an object of ours."""

    def __init__(
        self,
        where: str,
        options: Mapping[str, str],
        reader: Reader,
        timeout_s: float,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._where = where
        self._options = options
        self._reader = reader
        self._timeout_s = timeout_s
        self._env = env

    def ask(self, now: datetime) -> Batch:
        """Return what it answers; `FeedFailed` as of `fetch`, `token_of`, presets, `no_json`."""
        options = self._options
        preset = _preset(options)
        fetched = self._fetch(preset)
        if preset is MAPPED and not any(name.startswith(MAP) for name in options):
            return read_text(fetched["it"], self._reader, now)
        answers = {name: _decoded(data) for name, data in fetched.items()}
        told: list[Any] = list(preset.read(answers, options))
        return read_document(told, self._reader, now)

    def _fetch(self, preset: Preset) -> dict[str, bytes]:
        token = token_of(self._options, self._env)
        carry: Callable[[str], tuple[str, str]] = preset.token
        if header := self._options.get(HEADER):
            carry = own_header(header)
        headers = {"Accept": "application/json", "User-Agent": "floorboard"}
        return {
            name: fetch(where, headers, carry(token) if token else None, self._timeout_s)
            for name, where in preset.addresses(self._where, self._options).items()
        }


def _preset(options: Mapping[str, str]) -> Preset:
    name = options.get(PRESET)
    if not name:
        return MAPPED
    if name not in PRESETS:
        raise FeedFailed("no_preset", name=name, known=list(PRESETS))
    return PRESETS[name]


def _decoded(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FeedFailed("no_json") from None
