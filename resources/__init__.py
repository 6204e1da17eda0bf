"""Fonts, icons, sounds, words, policies and patterns: data, never code."""
