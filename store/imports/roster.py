"""A roster makes and updates agents, and binds the nicknames it names."""

from datetime import date

import msgspec

from store.binding import write_binding
from store.imports.filling import first_report
from store.imports.page import Page, structs
from store.imports.parsed import ParsedFile, RosterRow
from store.imports.people import new_agent_ids
from store.naming import name_key
from store.records.people import Agent, Binding
from store.records.report import FileReport, Names, Reject, Rows


def fill_roster(page: Page, parsed: ParsedFile) -> FileReport:
    """Write the people of a roster. An empty cell changes nothing.

    A person is found by name; a name that several agents have is rejected. Without nicknames in
    the roster, a new person's name is their nickname everywhere.
    """
    known: list[str] = []
    new: list[str] = []
    rejects: list[Reject] = []
    for row in parsed.roster:
        namesakes = [
            agent
            for agent in structs(page, "agents", Agent).values()
            if name_key(agent.name) == name_key(row.name)
        ]
        if len(namesakes) > 1:
            rejects.append(Reject(row.row, None, row.name[:80], "ambiguous_agent"))
            continue
        old = namesakes[0] if namesakes else None
        agent = _updated(old or Agent(id=new_agent_ids(page, 1)[0], name=row.name), row)
        if agent != old:
            page.put("agents", agent.id, agent)
        (known if old else new).append(row.name)
        _bind_nicknames(page, parsed, agent, row, is_new=old is None)
    counts = parsed.counts
    report = first_report(parsed)
    return msgspec.structs.replace(
        report,
        rows=Rows(
            read=counts.read,
            taken=counts.taken - len(rejects),
            summary=counts.summary,
            rejected=counts.rejected + len(rejects),
        ),
        agents=Names(known=tuple(dict.fromkeys(known)), new=tuple(dict.fromkeys(new))),
        rejects=(*parsed.rejects, *rejects),
    )


def _updated(agent: Agent, row: RosterRow) -> Agent:
    told = {
        "group": row.group,
        "joined_on": row.joined_on,
        "left_on": row.left_on,
        "step": row.step,
    }
    return msgspec.structs.replace(
        agent, **{field: value for field, value in told.items() if value is not None}
    )


def _bind_nicknames(
    page: Page, parsed: ParsedFile, agent: Agent, row: RosterRow, *, is_new: bool
) -> None:
    nicknames = row.nicknames
    if not nicknames and is_new:
        nicknames = ((None, agent.name),)
    for platform, nickname in nicknames:
        held = _held(page, platform, nickname)
        if any(old.agent == agent.id and old.platform in (None, platform) for old in held):
            continue
        # An account that passed from one person to another: each has it while they are here.
        passed = bool(held) or _others_have_it(parsed, row, platform, nickname)
        since: date | None = agent.joined_on if passed else None
        until: date | None = agent.left_on if passed else None
        binding = Binding(nickname, "person", agent.id, platform, since, until)
        write_binding(page, binding)


def _held(page: Page, platform: str | None, nickname: str) -> list[Binding]:
    return [
        binding
        for binding in structs(page, "bindings", Binding).values()
        if name_key(binding.nickname) == name_key(nickname)
        and (platform is None or binding.platform in (None, platform))
    ]


def _others_have_it(
    parsed: ParsedFile, row: RosterRow, platform: str | None, nickname: str
) -> bool:
    wanted = (platform, name_key(nickname))
    return any(
        wanted in [(on, name_key(other)) for on, other in others.nicknames]
        for others in parsed.roster
        if others is not row
    )
