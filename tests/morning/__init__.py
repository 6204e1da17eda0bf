"""A simulated morning at the gate: people and goods from a script, through the true window, checked from outside."""
