"""A contact's stay in one queue, put together from events in any order."""

from store.records.queue import Event

REPEATED = "repeated"
NEGATIVE = "negative"


class Leg:
    """One contact in one queue; moments in seconds of the epoch, None while not known."""

    __slots__ = ("agent", "answered", "arrived", "ended", "left", "moved")

    def __init__(self) -> None:
        self.arrived: float | None = None
        self.answered: float | None = None
        self.left: float | None = None
        """When the customer left without an answer."""
        self.ended: float | None = None
        self.moved: float | None = None
        """When it was last passed on."""
        self.agent: str | None = None

    @property
    def begun(self) -> float | None:
        """When it arrived; where nobody says so, it was answered or left at once."""
        if self.arrived is not None:
            return self.arrived
        return self.answered if self.answered is not None else self.left

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return (
            self.arrived is not None
            and self.answered is None
            and self.left is None
            and self.ended is None
        )

    @property
    def is_open(self) -> bool:
        """Whether an agent has it."""
        return self.answered is not None and self.ended is None

    @property
    def whole(self) -> bool:
        """Whether no event of it can be missing."""
        gone = self.left if self.answered is None else self.ended
        return self.arrived is not None and gone is not None

    def take(self, event: Event) -> str | None:
        """Take an event in; a reason code where it can't be, and then nothing was changed."""
        at = event.at.timestamp()
        kind = event.event
        if kind == "transferred":
            return self._transferred(at, event.agent)
        field = _FIELDS[kind]
        if getattr(self, field) is not None:
            return REPEATED
        if not self._fits(field, at):
            return NEGATIVE
        setattr(self, field, at)
        if kind in ("answered", "ended"):
            self.agent = self.agent or event.agent
        return None

    def _transferred(self, at: float, agent: str | None) -> str | None:
        """The contact goes on with somebody else; its handling is one, from answer to end."""
        if self.moved == at or self.ended is not None:
            return REPEATED
        self.moved = at
        self.agent = agent or self.agent
        return None

    def _fits(self, field: str, at: float) -> bool:
        """Whether a moment can be, beside those that are known."""
        if field in ("answered", "left") and not (self.answered is None and self.left is None):
            return False
        known = (self.arrived, self.answered, self.left, self.ended)
        index = _ORDER.index(field)
        for place, moment in enumerate(known):
            if moment is not None and (moment > at if place < index else moment < at):
                return False
        return True


_FIELDS = {"queued": "arrived", "answered": "answered", "abandoned": "left", "ended": "ended"}
_ORDER = ("arrived", "answered", "left", "ended")
