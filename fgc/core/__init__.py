"""Database, unit of work, events, clock, ids, errors: the kernel. No word of the domain in here."""
