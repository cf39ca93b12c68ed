"""The way out to the web: addresses, frontier, robots, gate, fetch, courtesy."""
