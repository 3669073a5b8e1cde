"""Who is shut out while a risk lasts, and what went wrong: the pages of the officers and of the data protection officer."""
