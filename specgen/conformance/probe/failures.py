"""What can go wrong before a probe answers."""


class ProbeError(ValueError):
    """No probe could be built or started, or none with these options; the message says why, and what to do."""
