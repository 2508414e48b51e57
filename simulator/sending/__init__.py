"""What the bot sends, on its way to phones."""
