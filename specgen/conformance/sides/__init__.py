"""The two sides of a suite: what generated tests call. A method checks one promise; it returns, or raises a verdict."""
