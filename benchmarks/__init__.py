"""Measurements: each prints a table for a person, ends with one line of JSON, and writes it to `results/NAME.json`."""
