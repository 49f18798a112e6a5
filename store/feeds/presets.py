"""What known tools answer when asked how the queue stands: addresses, and the shape of answers.

Each preset gives the addresses to ask below the one a lead names, and reads the answers into
objects of ours. A mapping of fields (`map.waiting = data.incoming`) does the same for any other.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from store.errors import FeedFailed
from store.feeds.fields import FIELDS, put_together

Options = Mapping[str, str]
Answers = Mapping[str, Any]
"""What was asked -> its decoded answer."""
MAP = "map."
"""Options that begin so name where a field stands: `map.agents.online = counts.online`."""
ITEMS = "items"
"""Option: where the list of queues stands in the answer."""
_BY_TEAM = "team"


class Preset(NamedTuple):
    """How a tool is asked, and how its answers are read."""

    addresses: Callable[[str, Options], dict[str, str]]
    """The lead's address and the options -> what is asked -> its address."""
    read: Callable[[Answers, Options], Iterable[Any]]
    """The answers -> objects of ours; `FeedFailed` (`other_shape`, `not_computed`)."""
    token: Callable[[str], tuple[str, str]]
    """The token -> the header that carries it."""


def bearer(token: str) -> tuple[str, str]:
    """Return the usual header of a token."""
    return "Authorization", f"Bearer {token}"


def own_header(name: str) -> Callable[[str], tuple[str, str]]:
    """Return what puts a token into a header of the tool's own."""
    return lambda token: (name, token)


# -- any address, with a mapping


def _one(where: str, options: Options) -> dict[str, str]:
    del options
    return {"it": where}


def _mapped(answers: Answers, options: Options) -> Iterable[Any]:
    told = _at(answers["it"], options[ITEMS]) if options.get(ITEMS) else answers["it"]
    paths = {field: options[MAP + field] for field in FIELDS if options.get(MAP + field)}
    each = told if isinstance(told, list) else [told]
    for one in each:
        yield put_together({field: _at(one, path) for field, path in paths.items()})


def _at(told: Any, path: str) -> Any:
    """Return what stands at a path such as `data.queues.0.waiting`; None where nothing does."""
    for step in path.split("."):
        if isinstance(told, Mapping):
            told = told.get(step)
        elif isinstance(told, list) and step.isdecimal() and int(step) < len(told):
            told = told[int(step)]
        else:
            return None
    return told


# -- Chatwoot: live_reports of an account, .../api/v2/accounts/1


def _chatwoot(where: str, options: Options) -> dict[str, str]:
    base = _base(where)
    live = f"{base}/live_reports"
    agents = base.replace("/api/v2/", "/api/v1/", 1)
    if options.get("group") == _BY_TEAM:
        asked = {
            "teams": f"{live}/grouped_conversation_metrics?group_by=team_id",
            "names": f"{agents}/teams",
        }
    else:
        asked = {"all": f"{live}/conversation_metrics"}
    return asked | {"agents": f"{agents}/agents"}


def _read_chatwoot(answers: Answers, options: Options) -> Iterable[Any]:
    """Unassigned conversations wait; open ones that somebody has are with an agent."""
    heads = _chatwoot_heads(answers["agents"])
    if "all" in answers:
        yield _chatwoot_queue(answers["all"], options.get("queue") or "chatwoot", heads)
        return
    names = {one.get("id"): one.get("name") for one in _objects(answers["names"])}
    for one in _objects(answers["teams"]):
        team = one.get("team_id")
        if team is not None:
            yield _chatwoot_queue(one, names.get(team) or f"team {team}", None)


def _chatwoot_queue(told: Any, queue: str, heads: dict[str, int] | None) -> dict[str, Any]:
    if not isinstance(told, Mapping) or not isinstance(told.get("open"), int):
        raise FeedFailed("other_shape")
    waiting = told.get("unassigned")
    taken = told["open"] - waiting if isinstance(waiting, int) else told["open"]
    return {"queue": queue, "waiting": waiting, "open_contacts": taken, "agents": heads}


def _chatwoot_heads(told: Any) -> dict[str, int]:
    states = [one.get("availability_status") for one in _objects(told)]
    free, busy = states.count("online"), states.count("busy")
    return {"online": free + busy, "available": free, "busy": busy}


# -- Zendesk: the real-time chat API, https://rtm.zopim.com/stream


def _zendesk(where: str, options: Options) -> dict[str, str]:
    base = _base(where)
    department = options.get("department")
    ending = f"?department_id={quote(department, safe='')}" if department else ""
    return {name: f"{base}/{name}{ending}" for name in ("chats", "agents")}


def _read_zendesk(answers: Answers, options: Options) -> Iterable[Any]:
    """Incoming and assigned chats wait for the first answer; active ones are being served."""
    chats, agents = (_zendesk_data(answers[name]) for name in ("chats", "agents"))
    incoming, assigned = chats.get("incoming_chats"), chats.get("assigned_chats")
    waiting = None
    if isinstance(incoming, int) and isinstance(assigned, int):
        waiting = incoming + assigned
    online, away = agents.get("agents_online"), agents.get("agents_away")
    here = None
    if isinstance(online, int):
        here = online + (away if isinstance(away, int) else 0)
    yield {
        "queue": options.get("queue") or "zendesk",
        "waiting": waiting,
        "longest_wait_s": chats.get("waiting_time_max"),
        "open_contacts": chats.get("active_chats"),
        "agents": {"online": here, "away": away},
    }


def _zendesk_data(told: Any) -> Mapping[str, Any]:
    if isinstance(told, Mapping) and isinstance(told.get("content"), Mapping):
        data = told["content"].get("data")
        if isinstance(data, Mapping):
            return data
    if isinstance(told, Mapping) and isinstance(told.get("message"), str):
        raise FeedFailed("not_computed")
    raise FeedFailed("other_shape")


# -- shared


def _base(where: str) -> str:
    return urlunsplit((*urlsplit(where)[:3], "", "")).rstrip("/")


def _objects(told: Any) -> list[Mapping[str, Any]]:
    if isinstance(told, Mapping) and isinstance(told.get("payload"), list):
        told = told["payload"]
    if not isinstance(told, list) or not all(isinstance(one, Mapping) for one in told):
        raise FeedFailed("other_shape")
    return told


MAPPED = Preset(_one, _mapped, bearer)
"""Any address with a mapping."""
PRESETS: dict[str, Preset] = {
    "chatwoot": Preset(_chatwoot, _read_chatwoot, own_header("api_access_token")),
    "zendesk": Preset(_zendesk, _read_zendesk, bearer),
}
"""Known tools by the name a lead writes."""
