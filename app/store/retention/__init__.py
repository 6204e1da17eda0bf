"""What is kept how long, who holds it, and forgetting it in its time or at a person's request."""
