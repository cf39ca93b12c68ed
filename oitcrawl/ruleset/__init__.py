"""The law as data: rule files parsed, merged between editions and frozen."""
