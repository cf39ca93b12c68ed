"""Who is told what: a digest for each recipient, never the same thing twice, and nothing while the fault is ours."""
