"""The demonstration campus: invented people, a home filled with them, and a film of phones before a webcam."""
