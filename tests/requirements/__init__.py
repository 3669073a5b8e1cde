"""Requirement → test → result: every requirement of the law and of the house, and what shows that it is met."""
