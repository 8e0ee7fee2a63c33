"""Pages for people: the public status page, and the province's operations page."""
