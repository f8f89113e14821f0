"""What the theory of metric learning asserts, each as a measurement that can go either way."""
