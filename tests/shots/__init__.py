"""The pictures of the user guide: a stage, and what is played on it."""
