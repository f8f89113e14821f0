"""Deep metric learning with torch."""
