"""The languages of the reports: one file each, found by being here."""
