"""The lab: experiments on labelled pictures, their run folders and their reports.

It may import everything of learning, and its libraries (torchvision, pytorch-metric-learning,
scikit-learn, matplotlib) inside functions.
"""
