"""What is stated before a human being is taught, and what is said about drawings of people."""

PERSON = "person"
"""The kind of concept that is a human being."""
STATEMENT = (
    "I am this person, or they have agreed that I teach this app about them from these photos, on "
    "this computer. I will not use drawings to deceive or to harm anybody."
)
"""Kept with the concept, in the words that were shown."""
NOTICE = (
    "The base model was never taught to refuse pictures that hurt people. What it draws of a "
    "person may be wrong, unkind or indecent: look before you share."
)
