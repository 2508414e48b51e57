"""What was asked and sent, why it was answered so, and who listens."""
