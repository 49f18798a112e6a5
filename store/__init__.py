"""What the team knows: records, files, exports in, feeds in, figures out."""
