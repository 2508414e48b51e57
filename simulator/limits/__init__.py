"""How often and how much a bot may call: rates, the month."""
