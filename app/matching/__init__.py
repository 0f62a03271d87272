"""Who may be the same person: candidates with their evidence, within the caller's clearance. Never merges, never decides."""
