"""Live sources of the queue, and the day's file that what they say is kept in."""
