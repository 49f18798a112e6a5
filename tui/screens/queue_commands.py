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
    Command(
        "queue.count",
        ("n", "alt+n"),
        N_("Count"),
        N_("Note how a queue stands now, as you read it from the platform's screen."),
        changes=True,
    ),
    Command(
        "queue.view",
        ("v", "alt+v"),
        N_("View"),
        N_("Show the next pane where not all have room: arrivals, heat map, agents."),
        on_bar=True,
    ),
    Command(
        "queue.measure",
        ("m", "alt+m"),
        N_("Measure"),
        N_("Show the next measure in the heat map."),
    ),
    Command(
        "queue.replay",
        ("p", "alt+p"),
        N_("Replay"),
        N_("Play a recorded day from its files; again ends it."),
        on_bar=True,
    ),
    Command(
        "queue.pause",
        ("space",),
        N_("Pause"),
        N_("Let the replay stand still, or go on."),
    ),
    Command(
        "queue.rewind",
        ("comma", "ctrl+left"),
        N_("Five minutes back"),
        N_("Go back five minutes in the replay."),
    ),
    Command(
        "queue.forward",
        ("full_stop", "ctrl+right"),
        N_("Five minutes on"),
        N_("Go forward five minutes in the replay."),
    ),
    Command(
        "queue.slower",
        ("minus", "ctrl+down"),
        N_("Slower"),
        N_("Play the replay slower."),
    ),
    Command(
        "queue.faster",
        ("plus", "ctrl+up"),
        N_("Faster"),
        N_("Play the replay faster, up to half an hour a second."),
    ),
)
