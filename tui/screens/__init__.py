"""One file per screen, its styles beside it."""
