"""What screens ask the team: functions for the store thread, frozen structs out."""
