"""The desktop app: a window over the engine. Importing this package does nothing."""
