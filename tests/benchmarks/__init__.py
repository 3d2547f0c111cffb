"""Measurements, one command each; `make bench` runs all and writes docs/benchmarks.md."""
