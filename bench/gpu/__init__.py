"""What only a GPU can show, one script each; `bench/gpu.sh OUT_FOLDER` runs them all.

They need PyTorch and transformers and nothing else; what is not installed is said in its row.
"""
