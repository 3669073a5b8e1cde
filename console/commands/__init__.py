"""One file per command family; each has `attach(app)`."""
