"""What is to be done today at a post of the dormitory: one source for each duty, and the list of all of them."""
