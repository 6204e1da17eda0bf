"""The performance table: every budget as a ratio of two things measured in the same run."""
