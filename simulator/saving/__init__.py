"""All that a simulator remembers as one file, and back."""
