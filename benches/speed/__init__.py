"""How fast specgen is, in ratios that are measured in one run."""
