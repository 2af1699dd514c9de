"""The commands of the `engine` program, one module for each noun. `engine.cli` joins them."""
