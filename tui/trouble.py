"""What is said where the team can't be read or written: a title, and what to do."""

from collections.abc import Iterator

from store.errors import BadFile, FloorboardError, ReadOnly, Refused, StorageFailed
from store.records.words import N_
from tui.context import Session
from tui.language import Words
from tui.reads.floor import Floor
from tui.sentences import WORDS
from tui.wording import tell, tell_error

_TITLES: tuple[tuple[type[FloorboardError], str], ...] = (
    (ReadOnly, N_("The team can't be opened.")),
    (Refused, N_("That can't be done as it stands.")),
    (StorageFailed, N_("The team's files can't be read.")),
    (BadFile, N_("The file can't be read.")),
)
_TITLE_OF = {
    "which_team": N_("Which team?"),
    "folder_lost": N_("The team's folder is gone."),
    "busy": N_("Another floorboard is writing."),
}
_MENDED = frozenset({"damaged_file", "missing_file", "stale_file", "damaged_line", "journal_short"})
"""What was found amiss and put right at opening."""


def trouble(session: Session, error: FloorboardError) -> tuple[str, str]:
    """Return a title, and below it what happened and what to do."""
    words = session.words
    title = _TITLE_OF.get(error.code) or next(
        (told for kind, told in _TITLES if isinstance(error, kind)), N_("That went wrong.")
    )
    step = [
        tell_error(words, error),
        "",
        words.text("It is tried again every few seconds, and what was saved before is safe."),
        words.text("`floorboard doctor` checks every file and says what can be done."),
    ]
    return words.text(title), "\n".join(step)


def short(words: Words, floor: Floor | None, error: FloorboardError | None) -> list[str]:
    """Return what the head bar says of the team's files; nothing while all is well."""
    if error is not None:
        return [words.text(_TITLE_OF.get(error.code, N_("can't be read: see Help")))]
    told = []
    if floor is not None and floor.why_readonly == "option":
        told.append(words.text("reading only"))
    elif floor is not None and floor.readonly:
        told.append(words.text("reading only: see Help"))
    if floor is not None and any(one.code in _MENDED for one in floor.told):
        told.append(words.text("mended: see Help"))
    return told


def long(words: Words, floor: Floor | None, error: FloorboardError | None) -> Iterator[str]:
    """Yield, a sentence each, what Help says of the team's files and what to do."""
    if error is not None:
        yield tell_error(words, error)
    if floor is None:
        return
    if told := reading_only(words, floor):
        yield told
    for one in floor.told:
        yield tell(words, one.code, one.values)
    if any(one.code in _MENDED for one in floor.told):
        yield words.text(
            "Nothing more is to be done. Damaged files are kept beside the good ones, "
            "and `floorboard doctor` checks them all."
        )


def reading_only(words: Words, floor: Floor | None) -> str:
    """Return why the team can't be changed; empty where it can."""
    if floor is None or not floor.readonly:
        return ""
    why = WORDS["why"].get(floor.why_readonly, floor.why_readonly)
    return words.say("The team is open for reading only: {why}.", why=words.text(why))
