"""Pictures of other things, as many as a person likes: where they lie and what looks alike."""
