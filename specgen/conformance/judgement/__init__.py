"""Promise against report, as pure functions: what differs, in sentences that quote both sides."""
