"""The command centre as an administrator sees it from a post."""
