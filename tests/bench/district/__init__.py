"""A district in one machine: a thousand simulated stations over real HTTP against the real centre. `make district`."""
