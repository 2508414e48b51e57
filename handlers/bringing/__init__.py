"""Staff bring forms, look at them as whoever answers will see them, and speak their questions."""
