"""Access tokens, and what is good once, for one chat or for a while."""
