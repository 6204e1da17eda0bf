"""Control levels, what they require, and the one function that decides. Pure: no clock, no disk, no network."""
