"""One file for what belongs together on the pages, each with its PAGES."""
