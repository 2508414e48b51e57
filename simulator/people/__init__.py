"""Who holds the phones, what stands on them, groups, and what was sent that is not words."""
