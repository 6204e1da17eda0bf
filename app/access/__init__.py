"""Who may do what at this post: accounts, roles, permissions, sign-in."""
