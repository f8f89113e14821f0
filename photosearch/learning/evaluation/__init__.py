"""How good an embedding is: exact, self excluded by id, never by position."""
