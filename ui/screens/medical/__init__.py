"""The medical duty room's worklist."""
