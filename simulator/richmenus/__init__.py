"""Rich menus as data: what was made, who has which, changes on their way, statistics."""
