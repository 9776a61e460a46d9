"""Everything drawn: points on the body, the map, icons, QR codes, the logo."""
