"""Plugs that carry words: each turns its platform's payload into `Incoming` and `Outgoing` into its calls."""
