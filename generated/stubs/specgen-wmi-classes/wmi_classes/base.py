"""What all WMI classes have in common."""


class WmiObject:
    """An object of any WMI class."""
