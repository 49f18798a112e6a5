"""Records -> the one JSON document of `--json`: null for missing, times in the team's zone."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

import msgspec


def document(value: Any, zone: tzinfo | None = None) -> str:
    """Return the JSON text of structs, dicts and lists.

    Moments are ISO 8601 with the offset of `zone`, else with their own; days are ISO 8601.
    """
    plain = msgspec.to_builtins(value, builtin_types=(datetime,), str_keys=True)
    return msgspec.json.format(msgspec.json.encode(_placed(plain, zone)), indent=2).decode()


def _placed(value: Any, zone: tzinfo | None) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat() if zone else value.isoformat()
    if isinstance(value, Mapping):
        return {key: _placed(item, zone) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_placed(item, zone) for item in value]
    return value
