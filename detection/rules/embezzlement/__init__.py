"""Signs that clients' money serves the holder."""
