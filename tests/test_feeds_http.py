"""Addresses that are polled, against a loopback server that speaks as the real ones do."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store.errors import FeedFailed, Refused
from store.feeds import http
from store.feeds.address import Address
from store.feeds.lines import Reader
from store.feeds.protocol import Batch
from store.feeds.sources import check_feed
from store.records.queue import Feed, Heads, Snapshot
from tests.feeds_build import NOON, ZONE, Server, line_of, running, serving

TOKEN = "t0p-s3cret"
ENV = {"MY_TOKEN": TOKEN}
CHATWOOT = {
    "/api/v2/accounts/1/live_reports/conversation_metrics": (
        200, {"open": 38, "unattended": 9, "unassigned": 7, "pending": 2},
    ),
    "/api/v2/accounts/1/live_reports/grouped_conversation_metrics?group_by=team_id": (
        200, [
            {"open": 20, "unattended": 3, "unassigned": 4, "team_id": 11},
            {"open": 12, "unattended": 1, "unassigned": 0, "team_id": 12},
            {"open": 6, "unattended": 5, "unassigned": 3, "team_id": None},
        ],
    ),
    "/api/v1/accounts/1/teams": (200, [{"id": 11, "name": "售前"}, {"id": 12, "name": "售后"}]),
    "/api/v1/accounts/1/agents": (
        200, [{"availability_status": s} for s in ("online", "online", "busy", "offline")],
    ),
}  # fmt: skip
ZENDESK = {
    "/stream/chats?department_id=5": (
        200, {
            "content": {
                "topic": "chats",
                "data": {
                    "incoming_chats": 2, "assigned_chats": 1, "active_chats": 7,
                    "waiting_time_avg": 12, "waiting_time_max": 95, "missed_chats": {"30": 1},
                },
                "type": "update", "department_id": 5,
            },
            "status_code": 200,
        },
    ),
    "/stream/agents?department_id=5": (
        200, {
            "content": {
                "topic": "agents",
                "data": {"agents_online": 6, "agents_away": 2, "agents_invisible": 1},
                "type": "update", "department_id": 5,
            },
            "status_code": 200,
        },
    ),
}  # fmt: skip


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({**CHATWOOT, **ZENDESK}) as server:
        yield server


def ask(server: Server, path: str, **options: str) -> Batch:
    named = {name.replace("__", "."): value for name, value in options.items()}
    return Address(server.url + path, named, Reader(ZONE), 5, ENV).ask(NOON)


def failing(server: Server, path: str = "/x", **options: str) -> FeedFailed:
    with pytest.raises(FeedFailed) as failed:
        ask(server, path, **options)
    assert TOKEN not in repr(failed.value) + str(failed.value.values)
    return failed.value


# -- presets


def test_chatwoot_tells_of_the_account(server: Server) -> None:
    batch = ask(
        server, "/api/v2/accounts/1/", preset="chatwoot", token_env="MY_TOKEN", queue="客服"
    )
    assert batch.lines == (Snapshot(NOON, "客服", 7, None, 31, Heads(3, 2, 1, None)),)
    assert not batch.problems
    for _, headers in server.asked:
        assert {name.lower(): value for name, value in headers.items()}["api_access_token"] == TOKEN


def test_chatwoot_tells_of_each_team_by_its_name(server: Server) -> None:
    batch = ask(server, "/api/v2/accounts/1", preset="chatwoot", group="team")
    assert [(s.queue, s.waiting, s.open_contacts) for s in batch.snapshots] == [
        ("售前", 4, 16), ("售后", 0, 12),
    ]  # fmt: skip


def test_zendesk_tells_of_a_department(server: Server) -> None:
    batch = ask(
        server, "/stream", preset="zendesk", department="5", token_env="MY_TOKEN", queue="chat"
    )
    assert batch.lines == (Snapshot(NOON, "chat", 3, 95, 7, Heads(8, None, None, 2)),)
    assert all(h["Authorization"] == f"Bearer {TOKEN}" for _, h in server.asked)


def test_what_zendesk_leaves_out_is_unknown_and_not_zero(server: Server) -> None:
    for path, data in (
        ("/stream/chats", {"incoming_chats": 2, "assigned_chats": None, "active_chats": 7}),
        ("/stream/agents", {"agents_online": None, "agents_away": 2}),
    ):
        server.answers[path] = (200, {"content": {"data": data}, "status_code": 200})
    (told,) = ask(server, "/stream", preset="zendesk", queue="chat").snapshots
    assert (told.waiting, told.open_contacts) == (None, 7)
    assert told.heads == Heads(None, None, None, 2)


def test_zendesk_that_has_not_counted_yet_is_no_empty_queue(server: Server) -> None:
    server.answers["/stream/chats"] = (200, {"status_code": 200, "message": "Not Computed!"})
    server.answers["/stream/agents"] = server.answers["/stream/chats"]
    assert failing(server, "/stream", preset="zendesk").code == "not_computed"


@pytest.mark.parametrize("body", [{"open": "many"}, [], {"error": "x"}, 7])
def test_another_shape_than_the_presets_is_told(server: Server, body: Any) -> None:
    server.answers["/api/v2/accounts/1/live_reports/conversation_metrics"] = (200, body)
    assert failing(server, "/api/v2/accounts/1", preset="chatwoot").code == "other_shape"


# -- mappings, and our own shape


def test_a_small_mapping_finds_the_fields_in_any_answer(server: Server) -> None:
    server.answers["/q"] = (
        200,
        {"data": {"rooms": [{"n": "a", "c": {"w": 3, "on": 5}}, {"n": "b", "c": {"w": -1}}]}},
    )
    batch = ask(
        server, "/q", items="data.rooms", map__queue="n", map__waiting="c.w",
        **{"map.agents.online": "c.on"},
    )  # fmt: skip
    assert batch.lines == (Snapshot(NOON, "a", 3, heads=Heads(online=5)),)
    assert batch.problems == {"negative": 1}


def test_lines_of_ours_need_no_mapping(server: Server) -> None:
    line = b'{"at": "2026-11-22T11:59:00+08:00", "queue": "q", "waiting": 1}\n'
    server.answers["/l"] = (200, line * 2)
    assert len(ask(server, "/l").lines) == 2


# -- what goes wrong


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "not_allowed"), (403, "not_allowed"), (404, "not_found"), (429, "too_often"),
     (500, "status"), (503, "status")],
)  # fmt: skip
def test_a_refusal_is_told_by_its_status(server: Server, status: int, code: str) -> None:
    server.answers["/x"] = (status, {})
    failed = failing(server)
    assert (failed.code, failed.values["status"]) == (code, status)


def test_an_answer_without_end_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LIMIT", 1000)
    server.answers["/x"] = (200, b" " * 200_000)
    assert failing(server).code == "too_much"


def test_an_answer_that_is_no_json_is_told(server: Server) -> None:
    server.answers["/x"] = (200, b"<html>")
    assert failing(server).code == "no_json"
    assert failing(server, map__waiting="a").code == "no_json"


def test_nobody_there_is_told() -> None:
    with serving({}) as server:
        url = server.url
    with pytest.raises(FeedFailed) as failed:
        Address(url, {}, Reader(ZONE), 2).ask(NOON)
    assert failed.value.code == "no_answer"


def test_a_token_that_is_not_there_is_told_by_where_it_was_looked_for(server: Server) -> None:
    failed = failing(server, token_env="OTHER")
    assert (failed.code, failed.values["name"]) == ("no_token", "OTHER")
    assert failing(server, token_keyring="floorboard/lead").code in ("no_keyring", "no_token")
    assert server.asked == []


def test_a_redirect_within_the_host_is_followed_with_the_token(server: Server) -> None:
    server.answers["/x"] = (302, {}, {"Location": "/y"})
    server.answers["/y"] = (200, {"queue": "q", "waiting": 1})
    assert len(ask(server, "/x", token_env="MY_TOKEN").lines) == 1
    assert server.asked[-1][1]["Authorization"].endswith(TOKEN)


def test_a_redirect_to_another_host_is_never_given_the_token(server: Server) -> None:
    with serving({"/y": (200, {"queue": "q", "waiting": 1})}) as other:
        server.answers["/x"] = (302, {}, {"Location": f"{other.url}/y"})
        assert failing(server, token_env="MY_TOKEN").code == "led_away"
        assert other.asked == []
        assert len(ask(server, "/x").lines) == 1
        assert "Authorization" not in other.asked[0][1]


def test_a_redirect_out_of_the_web_is_not_followed(server: Server) -> None:
    server.answers["/x"] = (302, {}, {"Location": "file:///etc/hosts"})
    assert failing(server).code in ("led_away", "status")


def test_a_token_is_not_sent_in_clear_to_another_machine() -> None:
    with pytest.raises(FeedFailed) as failed:
        Address("http://192.0.2.1/x", {"token_env": "MY_TOKEN"}, Reader(ZONE), 1, ENV).ask(NOON)
    assert failed.value.code == "token_in_clear"


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("ftp://x/y", "bad_address"), ("x/y", "bad_address"), ("http://", "bad_address"),
        ("http://a b/", "bad_address"), ("file:///etc/passwd", "bad_address"),
        ("https://lead:pw@host/x", "secret_in_address"),
        ("https://host/x?api_token=1", "secret_in_address"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_holds_a_secret_is_not_kept(where: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_feed(Feed("web", "http", where))
    assert refused.value.code == code
    assert "pw" not in str(refused.value)


# -- in the pipeline


def test_failures_back_off_and_success_ends_them(tmp_path: Path, server: Server) -> None:
    server.answers["/x"] = (500, {})
    feed = running(_Now(Address(f"{server.url}/x", {}, Reader(ZONE), 5)), every_s=30)
    line = line_of(tmp_path, feed)
    pauses, now = [], NOON
    for _ in range(9):
        line.tick(now)
        tried = feed.status().tried_at
        assert tried is not None
        pauses.append((tried - now).total_seconds())
        assert feed.status().since == NOON
        now = tried
    for pause, base in zip(pauses, (1, 2, 4, 8, 16, 32, 60, 60, 60), strict=True):
        assert 0.75 * base <= pause <= 1.25 * base
    assert len({round(p / b, 6) for p, b in zip(pauses, (1, 2, 4), strict=False)}) > 1
    server.answers["/x"] = (200, {"queue": "q", "waiting": 1})
    ticked = line.tick(now + timedelta(seconds=1))
    assert [status.state for status in ticked.changed] == ["live"]
    assert feed.status().code == ""


class _Now:
    """Asks at once, in this thread."""

    recorded = False

    def __init__(self, address: Address) -> None:
        self.poll = address.ask

    def close(self) -> None:
        return
