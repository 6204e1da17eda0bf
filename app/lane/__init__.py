"""A lane: the evidence of one person gathers, a decision falls, a record is written, and only then it is shown."""
