"""What every call of LINE's API passes, and the shapes of its answers."""
