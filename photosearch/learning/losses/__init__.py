"""Losses of deep metric learning, one a file; ``by_name`` chooses one."""
