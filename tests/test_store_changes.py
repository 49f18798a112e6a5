"""Differences by field: applied they lead there, turned round they lead back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.changes import Edit, apply, diff, inverse

values = st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.lists(st.integers(0, 1)))
documents = st.none() | st.dictionaries(st.sampled_from("abcd"), values)


@given(documents, documents)
def test_an_edit_leads_there_and_back(before: Any, after: Any) -> None:
    edit = diff("t", "k", before, after)
    if edit is None:
        assert before == after
        return
    assert apply(before, edit) == after
    assert apply(after, inverse(edit)) == before
    assert inverse(inverse(edit)) == edit


@given(documents, documents)
def test_applying_twice_is_applying_once(before: Any, after: Any) -> None:
    edit = diff("t", "k", before, after)
    if edit is not None:
        once = apply(before, edit)
        assert apply(once, edit) == once


def test_only_fields_that_differ_are_kept() -> None:
    edit = diff("t", "k", {"same": 1, "other": 2, "gone": 3}, {"same": 1, "other": 4, "new": 5})
    assert edit == Edit("t", "k", {"other": 2, "gone": 3}, {"other": 4, "new": 5})


def test_true_is_not_one() -> None:
    assert diff("t", "k", {"a": 1}, {"a": True}) == Edit("t", "k", {"a": 1}, {"a": True})


def test_an_empty_record_is_not_no_record() -> None:
    assert diff("t", "k", None, {}) == Edit("t", "k", None, {})
    assert diff("t", "k", {}, None) == Edit("t", "k", {}, None)


def test_the_given_document_stays_as_it_is() -> None:
    document = {"a": 1}
    apply(document, Edit("t", "k", {"a": 1}, {"b": 2}))
    assert document == {"a": 1}
