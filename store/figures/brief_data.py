"""What the brief says of the data itself: unanswered customers, missing exports, loose names."""

from datetime import date, timedelta

from store.figures.choose import Ruling
from store.figures.pool import pool, values_of
from store.figures.resolve import Gathered
from store.figures.results import Item, Reason, Subject
from store.figures.view import View
from store.records.metric import METRICS

TEAM = Subject("team")
_WEEK = 7
_FORGOTTEN_AFTER = 14
"""Days without an export after which a platform is no longer waited for (ours)."""
_STALE_AFTER = 2
"""Days after which unanswered customers are no alarm any more (ours)."""


def unanswered(view: View, here: Gathered, day: date, ruling: Ruling) -> list[Item]:
    """Return the customers that a day left without an answer, by agent; 0 at shift end is good."""
    if (ruling.last - day).days > _STALE_AFTER:
        return []
    metric = METRICS["unanswered"]
    everyone = [values_of(cells, metric, ruling) for cells in here.team()]
    total = pool(metric, everyone, day, day, ruling).value
    limit = float(view.settings.brief_unanswered)
    if total is None or total <= limit:
        return []
    reasons = [Reason("unanswered", metric.id, total, limit, since=day)]
    for who, cells in here.people.items():
        values = values_of(cells, metric, ruling)
        of_one = sum(values.values)
        if of_one > 0:
            reasons.append(Reason("unanswered_by", metric.id, of_one, since=day, who=who))
    names = {who: view.agents[who].name for who in here.people}
    reasons[1:] = sorted(reasons[1:], key=lambda r: (-(r.value or 0), names[r.who or ""]))
    return [Item(0, "unanswered", TEAM, tuple(reasons), "answer_customers")]


def missing(view: View, last: date, day: date | None) -> list[Item]:
    """Return which exports of yesterday have not come.

    A platform's shop is expected when it had data on most days (setting `brief.expected_days`) of
    the week that ended with its newest day, until that is two weeks ago. Where nothing has come at
    all, that is one item.
    """
    yesterday = last - timedelta(days=1)
    if day is None:
        return [Item(0, "no_data", TEAM, (Reason("no_data"),), "import_export")]
    days: dict[tuple[str, str], set[date]] = {}
    for sheet in view.agent_days:
        if sheet.rows and sheet.end <= last:
            days.setdefault((sheet.platform, sheet.shop), set()).add(sheet.start)
    newest = max(max(found) for found in days.values())
    if newest < yesterday:
        age = float((last - newest).days)
        reason = Reason(
            "no_data_since", value=age, since=newest + timedelta(days=1), until=yesterday
        )
        return [Item(0, "no_data", TEAM, (reason,), "import_export")]
    late: dict[str, list[Reason]] = {}
    for (platform, shop), found in sorted(days.items()):
        end = max(found)
        week = {end - timedelta(days=n) for n in range(_WEEK)}
        expected = len(found & week) >= view.settings.brief_expected_days
        if expected and yesterday - timedelta(days=_FORGOTTEN_AFTER) <= end < yesterday:
            late.setdefault(platform, []).append(
                Reason(
                    "missing_data",
                    value=float((yesterday - end).days),
                    since=end + timedelta(days=1),
                    until=yesterday,
                    platform=platform,
                    text=shop,
                )
            )
    return [
        Item(0, "missing_data", Subject("platform", platform), tuple(reasons), "import_export")
        for platform, reasons in late.items()
    ]


def unbound(window: Gathered, since: date) -> list[Item]:
    """Return the nicknames whose rows count for nobody, seen since a day, as one item."""
    reasons = [
        Reason(
            "unbound" if one.left is None else "left_but_in_data",
            value=float(one.rows),
            since=one.first,
            until=one.last,
            who=one.left,
            platform=one.platform,
            text=one.nickname,
        )
        for one in window.unbound
        if one.last >= since
    ]
    if not reasons:
        return []
    reasons.sort(key=lambda r: (-(r.value or 0), r.platform or "", r.text or ""))
    return [Item(0, "unbound", TEAM, tuple(reasons), "bind_nicknames")]
