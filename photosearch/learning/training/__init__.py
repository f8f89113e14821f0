"""Training: settings, the trainer, its checkpoints, and the child process it runs in.

Everything here imports torch and safetensors alone: background tuning uses it too.
"""
