"""Reference down: what the centre owns, page by page, signed; and handed over to a centre that has none."""
