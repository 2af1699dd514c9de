"""A person at the app: journeys by mouse and by keys, with a real window and engine."""
