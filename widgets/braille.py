"""A canvas of braille dots: two across and four down in each terminal cell."""

ACROSS, DOWN = 2, 4
_BASE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, by row and column within a cell (Unicode, block Braille Patterns)."""


class Canvas:
    """Dots that are set or not, read back cell by cell; what lies outside is left out."""

    def __init__(self, width: int, height: int) -> None:
        """`width` and `height` are in terminal cells."""
        self.width = width
        self.height = height
        self._cells = [[0] * width for _ in range(height)]

    def dot(self, x: int, y: int) -> None:
        """Set a dot, counted in dots from the left and from the top."""
        column, row = x // ACROSS, y // DOWN
        if 0 <= column < self.width and 0 <= row < self.height:
            self._cells[row][column] |= _BITS[y % DOWN][x % ACROSS]

    def line(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Set the dots of a straight line, both ends included."""
        (x0, y0), (x1, y1) = start, end
        steps = max(abs(x1 - x0), abs(y1 - y0))
        for step in range(steps + 1):
            share = step / steps if steps else 0.0
            self.dot(round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share))

    def cell(self, column: int, row: int) -> str:
        """Return the character of a cell, empty where no dot is set."""
        dots = self._cells[row][column]
        return chr(_BASE + dots) if dots else ""
