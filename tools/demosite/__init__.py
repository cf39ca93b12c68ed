"""Makers of the invented agency: texts, papers, pages."""
