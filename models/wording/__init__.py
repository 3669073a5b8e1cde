"""The reasons of a score in the languages of the Orders: one language, one file; the file's name is the language."""
