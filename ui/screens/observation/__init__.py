"""Observation (留观): who is observed, what is due of each, which rooms are free."""
