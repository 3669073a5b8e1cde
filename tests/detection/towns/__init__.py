"""The quarters of the town, one file each: the folder is the registry (`tests.detection.town`)."""
