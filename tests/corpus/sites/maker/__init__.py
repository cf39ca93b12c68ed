"""Makes whole agency sites of which everything is known: what stands on them, and what a right scan must say."""
