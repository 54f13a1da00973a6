"""`make bench`: what a page of the programme costs beside a bare Django view on the same data."""
