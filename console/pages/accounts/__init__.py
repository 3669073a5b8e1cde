"""The pages on whole accounts: opened from an alert, a documented sample or a bâtonnier's request, and in no other way."""
