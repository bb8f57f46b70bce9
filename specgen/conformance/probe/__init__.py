"""The WMI probe: a C++ program that asks WMI, on Windows or under Wine, and what builds and runs it from Python."""
