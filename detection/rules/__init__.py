"""The rules: one file each, in a folder by the origin of the duty that they watch."""
