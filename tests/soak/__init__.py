"""The long fault tests; how often stands in variables (KILLS=100 make soak)."""
