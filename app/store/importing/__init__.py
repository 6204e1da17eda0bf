"""Tables that somebody sends, and what of them is taken over."""
