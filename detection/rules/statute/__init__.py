"""Conditions of the account in art. 446quater of the Judicial Code."""
