"""`make bench`: how fast, measured on the real processes, and written to bench/README.md."""
