"""What knows nothing of LINE's channel: strict JSON, identifiers, days, moments."""
