"""Reading pages and API over editions, given an edition and a viewer. Thin: route, editions.read, template."""
