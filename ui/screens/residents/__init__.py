"""Changes of residence (住宿变动): moves and leaves with their times, and what does not match."""
