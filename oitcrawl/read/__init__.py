"""Bytes in, value out: what a page or an attachment says."""
