"""The yearly report's languages, one file each: everywhere the same keys, with the same places."""
