"""From contents to verdicts. Calm: no I/O, no clock."""
