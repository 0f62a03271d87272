"""Letters from families, and taking somebody out of sight at once. The end of a withdrawal is proposed like anything else."""
