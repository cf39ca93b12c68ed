"""The bundled, invented agency: its site, its truth, and a server on loopback."""
