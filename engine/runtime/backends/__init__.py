"""The backends that can run the model; every one keeps the protocol of `base.py`."""
