"""The pages of the data protection officer: who looked at what, when, why, and whether the chain of records is whole."""
