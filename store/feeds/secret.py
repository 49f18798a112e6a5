"""The token of an address: from the environment or the keyring, never from a flag or our files."""

import os
from collections.abc import Mapping
from importlib.util import find_spec

from store.errors import FeedFailed

ENV = "token_env"
"""Option: the name of the environment variable that holds the token."""
KEYRING = "token_keyring"
"""Option: `service/user` in the system's keyring."""


def token_of(options: Mapping[str, str], env: Mapping[str, str] | None = None) -> str:
    """Return the token that the options name, empty where they name none.

    `FeedFailed`: `no_token` (`name` is where it was looked for), `no_keyring`, `bad_token`.
    """
    found = ""
    if name := options.get(ENV):
        found = (os.environ if env is None else env).get(name, "").strip()
        if not found:
            raise FeedFailed("no_token", name=name)
    elif name := options.get(KEYRING):
        found = _from_keyring(name)
    if not (found.isascii() and found.isprintable()):
        raise FeedFailed("bad_token", name=options.get(ENV) or options.get(KEYRING))
    return found


def _from_keyring(name: str) -> str:
    if find_spec("keyring") is None:
        raise FeedFailed("no_keyring", name=name)
    from importlib import import_module

    keyring = import_module("keyring")
    errors = import_module("keyring.errors")
    service, _, user = name.partition("/")
    try:
        found = keyring.get_password(service, user)
    except errors.KeyringError as error:
        raise FeedFailed("no_keyring", name=name) from error
    if not found:
        raise FeedFailed("no_token", name=name)
    return str(found)
