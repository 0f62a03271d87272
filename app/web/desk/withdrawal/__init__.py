"""Letters from families, and hiding somebody at once."""
