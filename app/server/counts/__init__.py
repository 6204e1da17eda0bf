"""What the centre counts as records arrive, so that nothing on a screen is computed over the history."""
