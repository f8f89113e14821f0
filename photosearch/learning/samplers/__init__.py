"""Which pictures a training step sees: one sampler a file, deterministic in (seed, epoch)."""
