"""Known Thai texts made into files of every kind, so that reading can be measured against what was written."""
