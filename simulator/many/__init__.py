"""What goes to many, as data: audiences, narrowcasts, units, and how many it reached."""
