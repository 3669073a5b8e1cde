"""Mistakes and fraud from outside: money that went twice, or to an account that somebody else put there."""
