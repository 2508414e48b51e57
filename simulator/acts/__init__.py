"""What people do, and what of it reaches the bot."""
