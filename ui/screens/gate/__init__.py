"""The gate: the person in hand, the queue, what was just passed."""
