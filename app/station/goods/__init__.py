"""The goods of one post: its deliveries as they stand, what is done with them, their tickets, the lists beforehand."""
