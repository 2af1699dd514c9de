"""Learn, keep and use concepts with Chameleon/Anole. Importing this package does nothing."""
