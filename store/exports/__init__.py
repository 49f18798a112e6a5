"""Records out: a table written as CSV, Markdown or HTML."""
