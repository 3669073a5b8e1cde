"""The pages on reports: what was drafted, who lets it go, and what its recipient answers."""
