"""The centre's pages for a browser: rendered here, without a build step, and readable without JavaScript."""
