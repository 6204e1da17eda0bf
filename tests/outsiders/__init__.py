"""Visitors and vehicles at a post."""
