"""Frames to symbols: which codes are in the picture, what they hold to the byte, where they are, what colour."""
