"""The features: one file, one subject; a new feature is a new function in a file of this folder, named in no list."""
