"""How long it takes to write each format."""
