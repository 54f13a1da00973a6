"""The index of an edition's programme: every process holds it in memory and answers queries from it alone."""
