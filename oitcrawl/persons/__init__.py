"""What people say of items: which words still count, what they make of a scan, and what waits for a person. Calm."""
