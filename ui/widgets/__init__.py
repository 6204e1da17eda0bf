"""Small parts of screens, each named for what it is."""
