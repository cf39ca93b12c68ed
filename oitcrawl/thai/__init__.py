"""Thai ground: folded text with positions back to the original, digits, calendar, dates. Calm: no I/O, no clock."""
