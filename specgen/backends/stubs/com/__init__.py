"""COM interfaces: types for checkers; structures, codes and vtables that run."""
