"""The pages: each route asks a view for plain values and fills a template with them."""
