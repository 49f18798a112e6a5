"""What the numbers of a queue are called in the exports and answers of known tools."""

from collections.abc import Iterable, Mapping
from typing import Any

from store.imports.labels import clean_label

_NAMES: dict[str, tuple[str, ...]] = {
    "at": ("at", "time", "timestamp", "updated_at", "时间", "统计时间", "更新时间"),
    "queue": (
        "queue", "queue_name", "group", "group_name", "skill_group", "department",
        "GroupName", "队列", "队列名称", "技能组", "客服组", "接待组",
    ),
    "waiting": (
        "waiting", "CurrentQueueCnt", "n_inqueue", "incoming_chats", "in_queue", "queue_length",
        "排队数", "排队人数", "排队中", "当前排队数", "当前排队人数",
    ),
    "longest_wait_s": (
        "longest_wait_s", "t_inqueue_max", "waiting_time_max", "longest_wait", "max_wait",
        "最长等待", "最长等待时长", "最长排队时长", "最长等待(秒)", "最长排队时长(秒)",
    ),
    "open_contacts": (
        "open_contacts", "CurrentAgentAcceptCnt", "active_chats", "CurrentAcceptCnt",
        "open_chats", "会话中", "当前会话数", "接待中", "当前接待数", "正在接待",
    ),
    "agents.online": (
        "online", "n_online_now", "OnlineAgentCnt", "agents_online", "在线", "在线人数", "在线客服",
    ),
    "agents.available": (
        "available", "FreeAgentCnt", "n_idle_now", "idle", "空闲", "空闲人数", "示闲",
    ),
    "agents.busy": ("busy", "BusyAgentCnt", "n_busy_now", "忙碌", "忙碌人数"),
    "agents.away": (
        "away", "RestAgentCnt", "agents_away", "n_rest_now", "示忙", "小休", "挂起", "休息人数",
    ),
}  # fmt: skip
FIELDS = tuple(_NAMES)
"""What a snapshot is told by; a dot leads into `agents`."""
_FIELD_OF = {clean_label(name): field for field, names in _NAMES.items() for name in names}
_OURS = frozenset({"waiting", "open_contacts", "longest_wait_s"})


def known_fields(names: Iterable[str]) -> dict[str, str]:
    """Return field -> the name by which it stands among these, the first of each field."""
    found: dict[str, str] = {}
    for name in names:
        field = _FIELD_OF.get(clean_label(name))
        if field is not None:
            found.setdefault(field, name)
    return found


def in_our_words(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an object of another tool as one of ours; ours as it is."""
    if "event" in told or not _OURS.isdisjoint(told) or isinstance(told.get("agents"), Mapping):
        return told
    return put_together({field: told[name] for field, name in known_fields(told).items()})


def put_together(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return field -> value as an object of ours: what stands behind a dot goes inside."""
    whole: dict[str, Any] = {}
    agents: dict[str, Any] = {}
    for field, value in flat.items():
        outer, _, inner = field.partition(".")
        if inner:
            agents[inner] = value
        else:
            whole[outer] = value
    return whole | {"agents": agents} if agents else whole
