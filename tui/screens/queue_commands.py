"""What can be done on Queue."""

from store.records.words import N_
from tui.commands import Command

QUEUE_COMMANDS = (
    Command(
        "queue.acknowledge",
        ("a", "insert"),
        N_("Seen to"),
        N_("Say that the alarm of the queue under the cursor is seen to."),
        on_bar=True,
        changes=True,
    ),
    Command(
        "queue.snooze",
        ("z", "delete"),
        N_("Later"),
        N_("Put the alarm of the queue under the cursor off for 15 minutes."),
        on_bar=True,
        changes=True,
    ),
    Command(
        "queue.what_if",
        ("w", "alt+w"),
        N_("What if"),
        N_("Reckon how many agents a target needs, or what so many give."),
        on_bar=True,
    ),
)
