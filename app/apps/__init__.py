"""Application factories. The public one cannot reach what writes or decides, not even by import."""
