"""Scans that nobody sits beside: every night on one machine, or on many."""
