"""Marks a text as a message id, so that the catalogue finds it and `tui` translates it."""


def N_(message: str) -> str:  # noqa: N802 - the name gettext's extractors look for
    """Return the English message id unchanged; translation happens where it is shown."""
    return message
