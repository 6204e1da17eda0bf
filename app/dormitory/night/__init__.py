"""The night check (查寝) of a building: who is in, late, on leave, not found; computed from records and the door."""
