"""Voice out and in: an offline voice that speaks English, and ears that understand it. Both are optional."""
