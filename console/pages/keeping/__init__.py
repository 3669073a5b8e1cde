"""The pages on what is kept: holds, which forbid destruction; plans of destruction and their certificates."""
