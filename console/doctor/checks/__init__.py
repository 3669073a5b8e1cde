"""The checks of `quater doctor`, one file each."""
