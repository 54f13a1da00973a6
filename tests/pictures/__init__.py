"""Takes the pictures of the handbook, the README and of every design: `make pictures`."""
