"""Patterns of digits, days and population: features for a person's weighing, never a ground by themselves."""
