"""From the photos a person gives to a concept in the library: what surrounds `engine.training`."""
