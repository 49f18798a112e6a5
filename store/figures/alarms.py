"""Alarms before the breach: limits with hysteresis, acknowledged, snoozed, ended.

Pure: what is known of the alarms goes in with a reading of the queue, what they are now comes
out. An alarm begins at `warn` and ends only when the measure is back beyond `clear`, so that one
that swings about the limit rings once. Data that is too old raises none and ends none, until the
working day of the alarm is over.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from store.figures.caps import rules_of
from store.figures.queue_now import QueueNow, QueueReport
from store.records.queue import Alarm, Limit, QueueKind, QueueRules

CLEAR_SHARE = 0.9
"""An alarm ends below this share of `warn`, where nothing else is said."""
LEAST_CONTACTS = 20
"""Rates of fewer contacts raise no alarm."""
MEASURES: tuple[str, ...] = (
    "longest_wait_s",
    "waiting",
    "saturation",
    "abandon_rate",
    "service_level",
    "occupancy",
)
_BY_CONTACTS = frozenset({"abandon_rate", "service_level"})
_OF_DAY = _BY_CONTACTS | {"occupancy"}
"""Measures of the day so far: they begin anew with each working day."""
_HEARD = frozenset({"live", "stale"})
"""How fresh a queue's data must be to raise or end an alarm."""
_CHAT: dict[str, Limit] = {
    "longest_wait_s": Limit(warn=100, line=180),
    "saturation": Limit(warn=0.95, line=1.0, clear=0.8, hold_s=120),
}
DEFAULT_LIMITS: Mapping[QueueKind, Mapping[str, Limit]] = {
    "chat": _CHAT,
    "voice": {"longest_wait_s": Limit(warn=100, line=180)},
    "mail": {},
    "ticket": {},
}
"""Kind of queue -> measure -> limit. 180 s is the platforms' three-minute line; letters and
tickets have none, for nobody waits at the other end."""

Happening = Literal["began", "worse", "ended", "again"]


class Rung(msgspec.Struct, frozen=True):
    """Something that a lead is told, and one line in the log."""

    what: Happening
    """began, worse (from warn to line), ended, again (a snooze is over and it still holds)."""
    alarm: Alarm
    rings: bool
    """Whether a bell may sound, where one is asked for: not for what is snoozed or ended."""


class Alarms(msgspec.Struct, frozen=True):
    """The alarms that hold, by (queue, measure)."""

    open: dict[tuple[str, str], Alarm] = {}
    pending: dict[tuple[str, str], datetime] = {}
    """Measures beyond their limit, for less than `hold_s` so far, and since when."""


def limits_of(queue: str, kind: QueueKind, rules: Mapping[str, QueueRules]) -> dict[str, Limit]:
    """Return a queue's limits: those of its kind with what the lead said in their place."""
    own = rules_of(rules, queue).limits
    return {m: limit for m, limit in {**DEFAULT_LIMITS[kind], **own}.items() if m in MEASURES}


def watch(
    alarms: Alarms, report: QueueReport, rules: Mapping[str, QueueRules]
) -> tuple[Alarms, tuple[Rung, ...]]:
    """Return the alarms after a reading of the queues, and what there is to tell."""
    watcher = _Watcher(alarms, report.at)
    for queue in report.queues:
        if queue.state in _HEARD:
            watcher.queue(queue, rules)
    return watcher.done()


def acknowledge(alarms: Alarms, queue: str, measure: str, at: datetime, by: str) -> Alarms:
    """Return the alarms with one seen to: it rings no more, unless it gets worse."""
    return _changed(alarms, queue, measure, acknowledged_at=at, acknowledged_by=by)


def snooze(alarms: Alarms, queue: str, measure: str, until: datetime) -> Alarms:
    """Return the alarms with one put off; it is told again if it still holds then."""
    return _changed(alarms, queue, measure, snoozed_until=until)


def close_days(
    alarms: Alarms, report: QueueReport, day_of: Callable[[datetime], date]
) -> tuple[Alarms, tuple[Rung, ...]]:
    """End what holds of a working day that is over, unless it is still measured.

    `no_data`: nothing is heard of its queue, so that nobody will ever say when it was cleared;
    `day_over`: a measure of that day, which begins anew. A wait that goes on past midnight holds.
    """
    heard = {queue.queue for queue in report.queues if queue.state in _HEARD}
    today = day_of(report.at)
    held: dict[tuple[str, str], Alarm] = {}
    rungs = []
    for key, alarm in alarms.open.items():
        why = "day_over" if alarm.queue in heard else "no_data"
        goes_on = alarm.queue in heard and alarm.measure not in _OF_DAY
        if goes_on or day_of(alarm.since) >= today:
            held[key] = alarm
        else:
            ended = msgspec.structs.replace(alarm, ended_at=report.at, why_ended=why)
            rungs.append(Rung("ended", ended, rings=False))
    return msgspec.structs.replace(alarms, open=held), tuple(rungs)


def still_open(records: Iterable[Alarm]) -> Alarms:
    """Return the alarms that hold according to what was kept of them."""
    return Alarms({(one.queue, one.measure): one for one in records if one.ended_at is None})


def measured(queue: QueueNow) -> dict[str, float | None]:
    """Return what a queue's limits are held against; None: not known, or of too few."""
    day = queue.day
    ended = (day.answered or 0) + (day.abandoned or 0)
    values: dict[str, float | None] = {
        "longest_wait_s": queue.longest_wait_s if queue.waiting != 0 else 0.0,
        "waiting": queue.waiting,
        "saturation": queue.saturation,
        "abandon_rate": day.abandon_rate,
        "service_level": day.service_level.rate,
        "occupancy": day.occupancy,
    }
    if ended < LEAST_CONTACTS:
        values.update(dict.fromkeys(_BY_CONTACTS))
    return values


def _changed(alarms: Alarms, queue: str, measure: str, **fields: object) -> Alarms:
    alarm = alarms.open.get((queue, measure))
    if alarm is None:
        return alarms
    new = msgspec.structs.replace(alarm, **fields)
    return msgspec.structs.replace(alarms, open={**alarms.open, (queue, measure): new})


class _Watcher:
    """Carries alarms through one reading."""

    def __init__(self, alarms: Alarms, at: datetime) -> None:
        self._at = at
        self._open = dict(alarms.open)
        self._pending = dict(alarms.pending)
        self._rung: list[Rung] = []

    def done(self) -> tuple[Alarms, tuple[Rung, ...]]:
        """Return the alarms and what was told."""
        return Alarms(self._open, self._pending), tuple(self._rung)

    def queue(self, queue: QueueNow, rules: Mapping[str, QueueRules]) -> None:
        """Hold a queue against its limits."""
        limits = limits_of(queue.queue, queue.kind, rules)
        values = measured(queue)
        for measure in MEASURES:
            key = (queue.queue, measure)
            limit, value = limits.get(measure), values[measure]
            if limit is None or limit.warn is None:
                self._pending.pop(key, None)
                if key in self._open:
                    self._end(key, "rule_gone")
            elif value is not None:
                self._hold(key, limit, limit.warn, value, rules_of(rules, queue.queue).owner)

    def _hold(
        self, key: tuple[str, str], limit: Limit, warn: float, value: float, owner: str | None
    ) -> None:
        alarm = self._open.get(key)
        if alarm is not None:
            self._go_on(key, alarm, limit, value)
        elif not _beyond(value, warn, limit):
            self._pending.pop(key, None)
        else:
            since = self._pending.setdefault(key, self._at)
            if self._at - since >= timedelta(seconds=limit.hold_s):
                self._pending.pop(key, None)
                self._begin(key, limit, warn, value, owner)

    def _begin(
        self, key: tuple[str, str], limit: Limit, warn: float, value: float, owner: str | None
    ) -> None:
        over = limit.line is not None and _beyond(value, limit.line, limit)
        alarm = Alarm(
            queue=key[0],
            measure=key[1],
            since=self._at,
            level="line" if over else "warn",
            value=value,
            limit=limit.line if over and limit.line is not None else warn,
            owner=owner,
        )
        self._open[key] = alarm
        self._rung.append(Rung("began", alarm, rings=True))

    def _go_on(self, key: tuple[str, str], alarm: Alarm, limit: Limit, value: float) -> None:
        """Let an alarm get worse, end, or be told again."""
        if not _beyond(value, _clear(limit), limit):
            self._end(key, "cleared")
            return
        new = alarm
        if _beyond(value, alarm.value, limit) and value != alarm.value:
            new = msgspec.structs.replace(new, value=value)
        snoozed = new.snoozed_until is not None and self._at < new.snoozed_until
        if new.level == "warn" and limit.line is not None and _beyond(value, limit.line, limit):
            new = msgspec.structs.replace(
                new, level="line", limit=limit.line, acknowledged_at=None, acknowledged_by=None
            )
            self._rung.append(Rung("worse", new, rings=not snoozed))
        elif new.snoozed_until is not None and not snoozed:
            new = msgspec.structs.replace(new, snoozed_until=None)
            self._rung.append(Rung("again", new, rings=new.acknowledged_at is None))
        self._open[key] = new

    def _end(self, key: tuple[str, str], why: Literal["cleared", "rule_gone"]) -> None:
        alarm = msgspec.structs.replace(self._open.pop(key), ended_at=self._at, why_ended=why)
        self._rung.append(Rung("ended", alarm, rings=False))


def _beyond(value: float, mark: float, limit: Limit) -> bool:
    return value <= mark if limit.below else value >= mark


def _clear(limit: Limit) -> float:
    """Return where an alarm ends; never beyond where it begins."""
    warn = limit.warn if limit.warn is not None else 0.0
    usual = warn / CLEAR_SHARE if limit.below else warn * CLEAR_SHARE
    wanted = usual if limit.clear is None else limit.clear
    return max(wanted, warn) if limit.below else min(wanted, warn)
