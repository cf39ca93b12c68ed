"""oitcrawl: what a Thai agency's website still lacks for the O1-O28 disclosures."""
