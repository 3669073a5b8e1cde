"""Deontological rules of OBFG and OVB on the use of the account."""
