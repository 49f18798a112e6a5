"""Every reason code of the store and its sentence: what happened, and what to do.

The codes of the brief are in `tui.brief_words`, those of rejected rows and cells below.
"""

from store.records.words import N_
from tui.feed_words import FEED_SENTENCES, PROBLEMS
from tui.mark_words import MARK_SENTENCES

SENTENCES: dict[str, str] = {
    # names, days, settings
    "no_such_agent": N_("There is no agent {name}; `floorboard list agent` shows them all."),
    "ambiguous_agent": N_("{name} fits several agents: {ids}. Say which by its id."),
    "no_nickname": N_("The nickname is empty; write it as the export does."),
    "agent_needed": N_("Say which agent stands behind {nickname}, or that it is shared or a bot."),
    "dates_reversed": N_("{start} is after {end}; turn the days round."),
    "no_such_setting": N_("There is no setting {key}; `floorboard settings` shows them all."),
    "bad_setting": N_("{key} can't be {value}; it takes {expected}."),
    # staffing
    "bad_staffing": N_("{what} can't be {value}."),
    "agents_or_target": N_("Give either --agents or --target."),
    "no_handle_time": N_(
        "There are handle times for up to {given} chats at once, not for {concurrency}: "
        "give one for each, or only the first."
    ),
    "too_many_agents": N_(
        "More than {limit} agents would be needed; look at the numbers once more."
    ),
    # changes
    "no_such_queue": N_("There is no queue {queue}; there are: {known}."),
    "no_queue_name": N_("The name of the queue is empty; write it as the source does."),
    "no_such_measure": N_("There is no measure {measure} to watch; there are: {known}."),
    "no_alarm": N_("No alarm holds now; `floorboard alarm list` shows those of the day."),
    "no_alarm_of_queue": N_("No alarm of {queue} holds now; there are some of: {known}."),
    "which_alarm": N_("Say which alarm of {queue} is meant: {known}."),
    "no_such_alarm": N_("There is no alarm of {queue} for {measure} now."),
    "nothing_to_undo": N_("There is nothing that can be taken back."),
    # the team's folder
    "no_sample": N_("The sample team is not installed at {path}; run the demo in a checkout."),
    "no_such_team": N_("There is no team {team} yet; import an export to begin."),
    "which_team": N_("There are several teams: {teams}. Say which with --team NAME."),
    "bad_team_name": N_("{name} can't be the name of a team; use letters, digits and dashes."),
    "busy": N_("Another floorboard is writing just now; try again in a moment."),
    "no_lock": N_("{path} can't be locked; see whether the folder may be written."),
    "read_only": N_("Nothing was changed: {why}."),
    "no_rights": N_("{path} can't be written, so the team is open for reading only."),
    "newer_format": N_(
        "{path} was written by a newer floorboard (format {format}): reading only. Update this one."
    ),
    "disk_full": N_("The disk is full at {path}; nothing was changed. Make room and try again."),
    "disk_failed": N_(
        "The disk refused at {path} ({errno}); nothing was changed. Run `floorboard doctor`."
    ),
    "unknown_line": N_(
        "The journal {segment} has a line at {offset} that this floorboard can't read; update it."
    ),
    "bad_record": N_("A record of {table} can't be read ({key}): run `floorboard doctor`."),
    "damaged_file": N_(
        "{path} was damaged; it is kept as {kept_as}, and its data comes from {source}."
    ),
    "missing_file": N_("{path} was gone; its data comes from {source}."),
    "stale_file": N_("{path} was older than it should be; its data comes from {source}."),
    "damaged_line": N_(
        "A line of the journal {segment} was damaged at {offset}; it is kept as {kept_as}."
    ),
    "journal_short": N_(
        "The journal ends before change {n}: changes after its end are missing from it."
    ),
    "erase_unfinished": N_(
        "Erasing a person is not finished yet; it goes on when the team is opened the next time."
    ),
    "feeds_stopped": N_(
        "The feeds stopped because of a fault of floorboard's own and are tried again; please "
        "report this: {where}"
    ),
    "folder_lost": N_("The folder {path} is gone; nothing was changed. See whether it was moved."),
    "no_checkpoint": N_("{path} could not be written at closing; the journal holds everything."),
    "no_generation": N_("No older copy of {path} could be kept."),
    "no_backup": N_("There is no such backup; `floorboard backup --list` shows them all."),
    "bad_backup": N_("The backup {name} can't be read; choose an older one."),
    "newer_backup": N_("The backup {name} was made by a newer floorboard; update this one."),
    "not_written": N_("{path} can't be written: {why}."),
    "system_refused": N_("The system refused {path}: {why}. Nothing more was done."),
    # files that can't be read
    "no_such_file": N_("There is no file or folder {path}."),
    "not_a_file": N_("{path} is not a file that can be read."),
    "cannot_open": N_("{path} can't be opened: {why}."),
    "empty_file": N_("It is empty; export it again."),
    "not_text": N_("It is neither a table of text nor a workbook; export it as CSV or XLSX."),
    "not_a_table": N_("It is no table ({found} inside); export it as CSV or XLSX."),
    "html_table": N_("It is a web page named like a table; open it and save it as XLSX."),
    "xml_spreadsheet": N_("It is an XML table; open it and save it as XLSX."),
    "not_supported": N_("{found} can't be read; open it and save it as XLSX."),
    "encrypted": N_("It needs a password; save it without one."),
    "unreadable": N_("The workbook is damaged; export it again."),
    "inflates": N_("Unpacked it is far larger than any export; nothing of it was read."),
    "too_many_cells": N_("It has {cells} cells, more than any export; split it by days."),
    "too_many_rows": N_("It has more than {limit} rows; split it by days."),
    "line_too_long": N_("One line has more than {limit} characters: this is no table."),
    "cell_too_long": N_("Row {row} has a cell of more than {limit} characters: this is no table."),
    "unclosed_quote": N_("The quotation mark in row {row} is never closed; export it again."),
    "no_sheet": N_("There is no sheet {sheet} in it."),
    # files of which nothing can be taken as they stand
    "unknown_layout": N_("There is no layout {layout}. There are: {known}."),
    "no_header": N_("No row looks like a header; say with --map what its columns mean."),
    "no_agent_column": N_("No column names the agent; say with --map which one does."),
    "no_metric": N_("No column is a known measure; say with --map what its columns mean."),
    "no_queue_columns": N_(
        "A contact log needs arrived_at and answered_at or outcome, counts need start and offered; "
        "say with --map which columns they are."
    ),
    "day_needed": N_("Nothing tells its day; say it with --day 2026-11-22."),
    "day_out_of_range": N_(
        "It speaks of {start} to {end}, which can't be; say the day with --day 2026-11-22."
    ),
    "several_days_in_name": N_("Its name holds several days ({days}); say which with --day."),
    "shop_needed": N_("It names no shop and {platform} has several; say it with --shop NAME."),
    "mapping_unreadable": N_("The mapping {path} can't be read: {why}."),
    "unknown_metric": N_(
        "The mapping {path} says {metric} for {header}: there is no such measure."
    ),
    "unknown_unit": N_("The mapping {path} says {unit} for {header}: there is no such unit."),
    # what an import should say besides
    "taken_before": N_("taken before, on {at}"),
    "report_not_kept": N_("Taken, but the report could not be kept in {path}."),
    "cleaned_name": N_("invisible characters were taken out of the name {name}"),
    "short_rows": N_("rows with too few cells: {count}, the first is row {row}"),
    "too_many_new_agents": N_(
        "{count} unknown names are too many to be people (at most {limit}): none became an agent"
    ),
    "repeated_rows": N_("rows that stand there twice: {count}; counted once"),
    "more_rejects": N_("and {count} more that were left out"),
    "cut_short": N_("the file ends in the middle of a row"),
    "control_characters": N_("control characters taken out: {count}"),
    "columns_cut": N_("of {columns} columns the first {kept} were read"),
    "sheets_skipped": N_("sheets without a known table: {sheets}"),
    "days_in_zone": N_("its days are days of {zone}"),
    "header_missing": N_("the mapping names the column {header}, which is not there"),
    "duplicate_header": N_("the column {header} stands there twice; the first was taken"),
    "same_metric": N_("{header} and {first} are both {metric}; {first} was taken"),
    "shop_remembered": N_("shop as before: {shop}"),
    "final_replaced": N_("final values replaced: {count}"),
    "final_replaced_cell": N_("{agent}, {day}, {metric}: {before} became {after}"),
    "log_kept": N_("days whose contacts a log has told; their counts were left: {count}"),
    "long_intervals": N_(
        "the intervals of {queue} are {minutes} min long: their half-hours are not right"
    ),
    "kept_final": N_("final values kept against provisional ones: {count}"),
    "differs": N_(
        "{count} values differ from {tool}, for example {agent}, {day}, {metric}: "
        "{value} here, {other} there"
    ),
    # why there is no number
    "no_data": N_("no data"),
    "no_weight": N_("days without what it is weighed by"),
    "across_platforms": N_("platforms define it differently"),
    **FEED_SENTENCES,
    **MARK_SENTENCES,
}
"""Code -> English message id with its values in braces."""

REJECTS: dict[str, str] = {
    "not_a_number": N_("not a number"),
    "negative": N_("below zero"),
    "over_one": N_("a rate above 100 %"),
    "too_large": N_("too large to be true"),
    "unclear_duration": N_("not clear how long"),
    "formula_error": N_("the formula failed"),
    "not_final": N_("not final yet"),
    "no_day": N_("no day"),
    "not_a_day": N_("not a day"),
    "several_days": N_("several days in one cell"),
    "day_out_of_range": N_("a day that can't be"),
    "no_agent": N_("no name"),
    "no_values": N_("no values"),
    "too_many_cells": N_("more cells than the header"),
    "duplicate_row": N_("this name has another row for the day"),
    "looks_like": N_("looks like another name, with characters that can't be seen"),
    "shop_needed": N_("names no shop, and there are several"),
    "ambiguous_agent": N_("several agents have this name"),
    "no_queue": N_("no queue"),
    "no_time": N_("no time"),
    "not_a_time": N_("not a time"),
    "unknown_outcome": N_("neither answered nor abandoned"),
    "duplicate_contact": N_("this contact has another row"),
    "answered_before_arrived": N_("answered before it arrived"),
    "ended_before_arrived": N_("ended before it arrived"),
    "ended_before_answered": N_("ended before it was answered"),
}
"""Why a row or a cell was left out."""

WORDS: dict[str, dict[str, str]] = {
    "why": {
        "option": N_("the team was opened for reading only (--readonly)"),
        "newer_format": N_("a newer floorboard wrote the team; update this one"),
        "no_rights": N_("the folder can't be written"),
        "damaged": N_("a damaged file could not be set aside; run `floorboard doctor`"),
        **PROBLEMS,
    },
    "source": {
        "generation": N_("an older copy and the journal"),
        "journal": N_("the journal"),
        "memory": N_("memory"),
    },
    "what": {
        "offered": N_("the number of contacts"),
        "offered_low": N_("the low number of contacts"),
        "offered_high": N_("the high number of contacts"),
        "offered_range": N_("the range of contacts"),
        "per_min": N_("the length of the interval"),
        "aht_s": N_("a handle time"),
        "patience_s": N_("the patience"),
        "within_s": N_("the threshold"),
        "target": N_("the target"),
        "shrinkage": N_("the shrinkage"),
        "dispersion": N_("the dispersion"),
        "agents": N_("the number of agents"),
        "concurrency": N_("the number of chats at once"),
    },
    "expected": {
        "text": N_("a text"),
        "zone": N_("a time zone such as Asia/Shanghai"),
        "clock_time": N_("a time such as 06:00"),
        "whole": N_("a whole number"),
        "number": N_("a number"),
        "rate": N_("a rate such as 0.9 or 90%"),
        "tools": N_("names of tools with commas between"),
        "metrics": N_("ids of measures with commas between"),
        "target": N_("a number; a rate such as 0.9 or 90%"),
    },
}
"""Values of a sentence that are codes themselves."""
