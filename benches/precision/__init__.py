"""Precision of the rules on real pages, by verdicts that readers gave."""
