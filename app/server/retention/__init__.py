"""What the centre holds is forgotten when its time is over, as at the posts: a job of every day."""
