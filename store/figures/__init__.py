"""Records become numbers: pure functions, with `now` and thresholds as arguments."""
