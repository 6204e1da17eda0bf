"""Temperatures from a table, in whatever columns a collection form exports: read into the same lines as a text."""
