"""Every way to take a result of the programme along: one list of formats, a renderer each, fed by the same result."""
