"""What a lead touches: the command line, the app and its screens."""
