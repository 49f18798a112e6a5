"""`floorboard brief`: today on one screen."""
