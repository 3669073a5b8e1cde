"""Signs of money laundering (law of 18 September 2017, FATF)."""
