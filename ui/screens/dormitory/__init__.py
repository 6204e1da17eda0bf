"""The dormitory's rooms on a map, and the zones on it."""
