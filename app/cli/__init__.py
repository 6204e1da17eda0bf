"""The command line of DESIGN's contract: one file per group of commands."""
