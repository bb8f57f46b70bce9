"""How the time of a page grows with its size: ``python -m benches.growth``."""
