"""An export file becomes records: read, recognise, clean, resolve, apply, report."""
