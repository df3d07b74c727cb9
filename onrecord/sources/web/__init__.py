"""What comes by address: pages, feeds and web archives, fetched without being led astray and politely."""
