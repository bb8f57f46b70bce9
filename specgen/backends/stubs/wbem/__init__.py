"""Documented WMI methods as typed calls through pywbem."""
