"""The sample team: who they are, and what each of them did on each of seventy days.

Everything is invented. The people are called after solar terms; the numbers come from a seeded
draw for each person, day and platform, so that a change to one leaves the others as they are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SEED = "floorboard sample team"
FIRST = date(2026, 9, 7)
"""A Monday."""
LAST = date(2026, 11, 15)
"""The Sunday after Double 11; ten weeks after FIRST began."""
TAOBAO, DOUYIN = "taobao", "douyin"
DOUYIN_SHOP = "禾木家居官方旗舰店"
SHARED = "值班"
"""The duty account: whoever is free answers with it. Only Qianniu lists it."""
WORKLOAD_MISSING = frozenset({date(2026, 9, 26), date(2026, 9, 27)})
"""Days on which nobody saved the Chitu workload report."""

PEAK = {date(2026, 11, 10): 2.5, date(2026, 11, 11): 2.9}
_WEEKDAY = (1.08, 1.03, 1.0, 0.98, 0.96, 0.90, 0.97)


@dataclass(frozen=True)
class Person:
    """A person of the team and how this person usually works."""

    name: str
    group: str
    joined_on: date
    step: str
    shares: dict[str, float]
    """Platform -> share of a full day's work there."""
    rest: tuple[int, int]
    """Weekdays off in even and in odd weeks; 7 is none."""
    pace: float
    """Customers a day, 1 being usual."""
    first_s: float
    response_s: float
    handle_s: float
    conversion: float
    """Share of inquirers who pay."""
    liked: float
    """Share of ratings that are good."""
    left_on: date | None = None

    @property
    def douyin_name(self) -> str:
        """The name that Feige shows."""
        return f"{self.name}-官旗"


def _pre(
    name: str,
    joined: date,
    step: str,
    shares: dict[str, float],
    rest: tuple[int, int],
    how: tuple[float, float, float, float, float, float],
    left: date | None = None,
) -> Person:
    return Person(name, "pre", joined, step, shares, rest, *how, left_on=left)


def _after(
    name: str,
    joined: date,
    step: str,
    shares: dict[str, float],
    rest: tuple[int, int],
    how: tuple[float, float, float, float, float, float],
) -> Person:
    return Person(name, "after", joined, step, shares, rest, *how)


_T, _D = {TAOBAO: 1.0}, {DOUYIN: 1.0}
PEOPLE = (
    _pre("谷雨", date(2023, 3, 6), "group_lead", _T, (0, 3), (0.92, 9, 22, 470, 0.49, 0.975)),
    _pre("小满", date(2024, 2, 26), "gold", _T, (1, 4), (1.18, 11, 26, 430, 0.46, 0.960)),
    _pre("芒种", date(2025, 4, 14), "gold", _T, (2, 5), (1.04, 13, 29, 520, 0.44, 0.955)),
    _pre("白露", date(2024, 9, 2), "gold", _T, (3, 2), (1.12, 12, 27, 490, 0.45, 0.962)),
    _pre("寒露", date(2025, 6, 9), "gold", {TAOBAO: 0.6, DOUYIN: 0.45}, (4, 0),
         (1.00, 15, 31, 505, 0.42, 0.948)),
    _pre("霜降", date(2025, 10, 20), "gold", _D, (5, 1), (1.05, 14, 30, 455, 0.41, 0.951)),
    _pre("小雪", date(2026, 10, 12), "trainee", _T, (6, 2), (0.95, 16, 34, 560, 0.40, 0.940)),
    _pre("大暑", date(2026, 2, 23), "trainee", _T, (2, 6), (0.88, 18, 36, 600, 0.37, 0.925),
         date(2026, 10, 9)),
    _after("立夏", date(2022, 11, 7), "group_lead", _T, (1, 5), (0.90, 15, 33, 640, 0.30, 0.930)),
    _after("秋分", date(2024, 5, 20), "gold", _T, (2, 0), (1.10, 18, 38, 700, 0.26, 0.905)),
    _after("惊蛰", date(2025, 3, 3), "gold", _T, (4, 1), (0.98, 20, 42, 760, 0.25, 0.890)),
    _after("冬至", date(2025, 8, 18), "gold", {TAOBAO: 0.5, DOUYIN: 0.55}, (5, 3),
           (1.02, 19, 40, 690, 0.24, 0.900)),
    _after("立冬", date(2025, 11, 24), "gold", _D, (6, 2), (1.06, 17, 37, 655, 0.27, 0.915)),
)  # fmt: skip
"""Twelve people, and one who left in October."""

NEWCOMER, SICK, FADING, LEAVER = "小雪", "芒种", "白露", "大暑"
SICK_WEEK = (date(2026, 10, 19), date(2026, 10, 25))
FADES_FROM = date(2026, 10, 19)


@dataclass(frozen=True)
class Work:
    """What one account did on one day on one platform; times in seconds, money in yuan."""

    consulted: int
    direct: int
    transfers_in: int
    transfers_out: int
    served: int
    unanswered: int
    slow: int
    long: int
    messages_customer: int
    messages_agent: int
    characters: int
    most_at_once: int
    within_3min: int
    first_s: float
    response_s: float
    handle_s: int
    inquirers: int
    ordered: int
    paid: int
    sales: float
    ratings: tuple[int, int, int, int, int]
    """From very satisfied to very dissatisfied."""
    alerts: int
    online_h: float
    break_h: float

    @property
    def received(self) -> int:
        """People taken: those who came directly and those handed over by a colleague."""
        return self.direct + self.transfers_in


def days() -> list[date]:
    """Return the seventy days."""
    return [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def traffic(day: date, group: str) -> float:
    """Return how busy a day is, 1 being usual: weekdays, the October holiday, Double 11."""
    level = _WEEKDAY[day.weekday()]
    if date(2026, 10, 1) <= day <= date(2026, 10, 7):
        level *= 0.82
    if date(2026, 10, 20) <= day <= date(2026, 11, 9):
        level *= 1.15 if group == "pre" else 1.05
    if date(2026, 10, 31) <= day <= date(2026, 11, 3):
        level *= 1.35
    if day in PEAK:
        level = PEAK[day] * (1.0 if group == "pre" else 0.7)
    if day > max(PEAK):
        level *= 0.85 if group == "pre" else 1.65
    return level


def works(person: Person, day: date) -> bool:
    """Return whether the person is on duty; at the peak everybody is."""
    if day < person.joined_on or (person.left_on is not None and day > person.left_on):
        return False
    if person.name == SICK and SICK_WEEK[0] <= day <= SICK_WEEK[1]:
        return False
    if day in PEAK:
        return True
    return day.weekday() != person.rest[(day - FIRST).days // 7 % 2]


def _form(person: Person, day: date) -> tuple[float, float, float]:
    """Return factors on customers taken, on conversion and on how long things take."""
    if person.name == NEWCOMER:
        ramp = min(1.0, (day - person.joined_on).days / 35)
        return 0.35 + 0.6 * ramp, 0.62 + 0.35 * ramp, 1.75 - 0.65 * ramp
    if person.name == FADING and day >= FADES_FROM:
        gone = (day - FADES_FROM).days / (LAST - FADES_FROM).days
        return 1 - 0.42 * gone, 1 - 0.42 * gone, 1 + 0.8 * gone**2
    return 1.0, 1.0, 1.0


def _of(rng: Random, n: int, share: float) -> int:
    """Return how many of n it happens to."""
    return sum(rng.random() < share for _ in range(n))


def _ratings(rng: Random, n: int, liked: float) -> tuple[int, int, int, int, int]:
    good = _of(rng, n, liked)
    very = _of(rng, good, 0.8)
    rest = n - good
    middling = _of(rng, rest, 0.4)
    bad = _of(rng, rest - middling, 0.6)
    return very, good - very, middling, bad, rest - middling - bad


def work(person: Person, day: date, platform: str) -> Work | None:
    """Return what the person did there that day; None where the account was not used."""
    if platform not in person.shares or not works(person, day):
        return None
    rng = Random(f"{SEED}/{person.name}/{day}/{platform}")
    customers, converts, slower = _form(person, day)
    load = traffic(day, person.group) * person.pace * person.shares[platform]
    usual = 104.0 if person.group == "pre" else 82.0
    consulted = max(3, round(usual * load * customers * rng.gauss(1, 0.11)))
    strain = slower * (1 + 0.22 * max(0.0, traffic(day, person.group) - 1.2))
    buys = 0.52 if person.group == "pre" else 0.07
    return _work(rng, person, consulted, strain, (buys, person.conversion * converts), day in PEAK)


def shared_work(day: date) -> Work:
    """Return what was answered with the duty account."""
    rng = Random(f"{SEED}/{SHARED}/{day}")
    person = Person(SHARED, "pre", FIRST, "", {}, (7, 7), 1.0, 45, 70, 300, 0.2, 0.85)
    consulted = max(4, round(14 * traffic(day, "pre") * rng.gauss(1, 0.2)))
    return _work(rng, person, consulted, 1.0, (0.2, 0.2), day in PEAK)


def _work(
    rng: Random,
    person: Person,
    consulted: int,
    strain: float,
    buys: tuple[float, float],
    peak: bool,
) -> Work:
    """Draw a day's work so that every part is at most its whole.

    `buys` is the share that asks before buying, and the share of those that pay.
    """
    taken = consulted - _of(rng, consulted, 0.14)
    handed = _of(rng, taken, 0.025)
    unanswered = _of(rng, taken, 0.004 * strain)
    served = taken - unanswered - _of(rng, taken - unanswered, 0.19)
    asked = round(taken * rng.gauss(6.3, 0.35)) if taken else 0
    said = round(asked * rng.gauss(1.22, 0.06))
    inquirers = _of(rng, taken, buys[0])
    paid = _of(rng, inquirers, buys[1])
    ordered = paid + _of(rng, inquirers - paid, 0.07)
    return Work(
        consulted=consulted,
        direct=taken - handed,
        transfers_in=handed,
        transfers_out=_of(rng, taken, 0.05 if person.group == "pre" else 0.02),
        served=served,
        unanswered=unanswered,
        slow=_of(rng, taken, min(0.6, 0.05 * strain**2)),
        long=_of(rng, taken, min(0.6, 0.09 * strain)),
        messages_customer=asked,
        messages_agent=said,
        characters=round(said * rng.gauss(19.5, 1.2)),
        most_at_once=max(2, round(taken / 7 * rng.gauss(1, 0.15)) + (4 if peak else 0)),
        within_3min=taken - _of(rng, taken, min(0.3, 0.012 * strain**2)),
        first_s=round(person.first_s * strain * rng.gauss(1, 0.08), 2),
        response_s=round(person.response_s * strain * rng.gauss(1, 0.07), 2),
        handle_s=round(person.handle_s * strain**0.5 * rng.gauss(1, 0.06)),
        inquirers=inquirers,
        ordered=ordered,
        paid=paid,
        sales=round(sum(rng.lognormvariate(5.05, 0.55) for _ in range(paid)), 2),
        ratings=_ratings(rng, _of(rng, taken, 0.16), person.liked),
        alerts=_of(rng, taken, 0.01 * strain),
        online_h=round(rng.gauss(8.1, 0.25) + (2.5 if peak else 0), 2),
        break_h=round(abs(rng.gauss(0.9, 0.15)), 2),
    )
