"""The long fault tests; how often stands in variables (KILLS=1000 LANES=2 make soak)."""
