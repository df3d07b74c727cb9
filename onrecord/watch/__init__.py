"""Being told when somebody says something new: watches, what is found for them, and how that is told."""
