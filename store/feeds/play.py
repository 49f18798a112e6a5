"""A clock that can be paused, sped up and moved: what replays and the demo floor go by."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class PlayClock:
    """Tells a moment that goes on from a beginning, at a speed."""

    def __init__(
        self, begin: datetime, speed: float = 1.0, wall: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._moment = begin
        self._since = wall()
        self._speed = speed
        self._paused = False

    def now(self) -> datetime:
        """Return the moment that is being played."""
        if self._paused:
            return self._moment
        return self._moment + timedelta(seconds=(self._wall() - self._since) * self._speed)

    @property
    def speed(self) -> float:
        """Seconds played in a second."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        """Go on from the present moment at another speed."""
        self.seek(self.now())
        self._speed = speed

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._paused

    def pause(self) -> None:
        """Stand still."""
        self.seek(self.now())
        self._paused = True

    def resume(self) -> None:
        """Go on."""
        self.seek(self.now())
        self._paused = False

    def seek(self, moment: datetime) -> None:
        """Go on from another moment; paused stays paused."""
        self._moment = moment
        self._since = self._wall()
