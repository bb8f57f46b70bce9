"""What became of the promises of a run: collected from pytest's reports, held against a file, written as reports."""
