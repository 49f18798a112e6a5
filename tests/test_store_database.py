"""TinyDB on live tables."""

import msgspec
from tinydb import where
from tinydb.table import Document

from store.database import Database


def make() -> Database:
    raw = msgspec.Raw(b'{"name":"Ann","step":1}')
    return Database({"agents": {"a1": raw, "a2": {"name": "Bo", "step": 2}}})


def test_a_document_is_decoded_when_asked_for() -> None:
    database = make()
    agents = database.live_table("agents")
    assert isinstance(database.live["agents"]["a1"], msgspec.Raw)
    assert agents.document("a1") == {"name": "Ann", "step": 1}
    assert agents.document("a3") is None
    assert not database.dirty


def test_queries_are_tinydbs_own() -> None:
    agents = make().table("agents")
    assert [d["name"] for d in agents.search(where("step") >= 1)] == ["Ann", "Bo"]
    assert agents.get(doc_id="a2") == {"name": "Bo", "step": 2}  # type: ignore[call-overload]
    assert len(agents) == 2


def test_a_put_replaces_and_a_query_sees_it() -> None:
    database = make()
    agents = database.table("agents")
    assert len(agents.search(where("step").exists())) == 2
    database.put("agents", "a1", {"name": "Anna"})
    assert database.live["agents"]["a1"] == {"name": "Anna"}
    assert len(agents.search(where("step").exists())) == 1
    assert database.dirty


def test_a_write_works_on_the_live_table() -> None:
    database = make()
    live = database.live["agents"]
    database.put("agents", "a3", {"name": "Cy"})
    database.put("agents", "a2", None)
    database.put("agents", "missing", None)
    assert live is database.live["agents"]
    assert set(live) == {"a1", "a3"}


def test_a_merge_with_a_condition_is_tinydbs_own() -> None:
    agents = make().table("agents")
    agents.upsert({"step": 9}, where("name") == "Bo")
    assert agents.get(where("name") == "Bo") == {"name": "Bo", "step": 9}
    document = Document({"step": 1}, doc_id="a2")  # type: ignore[arg-type]
    assert list(map(str, agents.upsert(document))) == ["a2"]
    assert agents.get(doc_id="a2") == {"step": 1}  # type: ignore[call-overload]
