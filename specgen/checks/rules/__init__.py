"""One rule, one module. Rules never import each other; what they share is in ``specgen.checks``."""
