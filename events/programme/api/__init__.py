"""The JSON API at /api/v1/: events, stands, clusters, editions and vocabularies, read only, for everybody."""
