"""Every reason code of the store and its sentence: what happened, and what to do."""

from store.records.words import N_

SENTENCES: dict[str, str] = {
    # wishes that can't be done
    "no_such_agent": N_("There is no agent {name}; `list agent` shows them all."),
    "ambiguous_agent": N_("{name} fits several agents: {ids}. Say which by its id."),
    "shop_needed": N_("{path} names no shop and {platform} has several; say --shop NAME."),
    "nothing_to_undo": N_("There is nothing to undo."),
    # files that can't be read
    "empty_file": N_("{path} is empty; export it again."),
    "not_text": N_("{path} is neither a table of text nor a workbook; export it as CSV or XLSX."),
    "no_such_file": N_("There is no file {path}."),
}
"""Code -> English message id with its values in braces."""
