"""The English of the world: how its inhabitants are described, asked about and answered for."""

import numpy as np

from recipes.mini.scenes import Individual, Scene

NAMES = (
    "Mila", "Bo", "Rex", "Luna", "Max", "Bella", "Otto", "Nina", "Sam", "Ruby", "Leo", "Coco",
    "Tom", "Zoe", "Finn", "Lola", "Hugo", "Emma", "Toby", "Rosa", "Felix", "Ivy", "Oscar",
    "Daisy", "Milo", "Poppy", "Charlie", "Molly", "Jack", "Sadie", "Buddy", "Penny", "Archie",
    "Willow", "Gus", "Hazel", "Louie", "Pearl", "Teddy", "Olive", "Duke", "Stella", "Murphy",
    "Ginger", "Bruno", "Maple", "Rocky", "Honey", "Ziggy", "Pepper", "Kiki", "Bento", "Yuki",
    "Koko", "Momo", "Pablo", "Frida", "Nemo", "Elsa", "Simba", "Nala", "Pixel", "Chip", "Dot",
    "Pip", "Fern", "Moss", "Juno", "Atlas", "Wren", "Indigo", "Basil", "Clover", "Biscuit",
    "Waffle", "Mochi", "Tofu", "Peanut", "Noodle", "Pickle", "Sunny", "Shadow", "Storm",
    "Misty", "Ash", "Echo", "Flint", "Blaze", "River", "Sky", "Robin", "Kit", "Lark", "Quinn",
    "Vera", "Ada", "Ida", "Una", "Ezra", "Ari", "Jojo",
)  # fmt: skip

SECOND = {
    "striped": "stripes", "spotted": "spots", "patched": "patches", "checked": "checks",
    "two-tone": "parts",
}  # fmt: skip

CATEGORIES = {
    "an animal": ["dog", "cat", "horse", "rabbit", "chicken", "deer", "bird", "fish", "cow", "pig",
                  "sheep", "duck"],
    "furniture": ["chair", "sofa", "armchair", "table", "bed", "desk", "bench", "stool",
                  "bookcase", "wardrobe", "dresser", "shelf", "cabinet"],
    "a vehicle": ["car", "truck", "bicycle", "motorbike", "boat", "tricycle", "bus", "scooter",
                  "plane", "train", "tractor", "ship"],
    "a plant": ["tree", "plant", "cactus", "palm tree", "flower", "christmas tree"],
    "a machine": ["tv", "fridge", "laptop", "oven", "washing machine", "fan", "camera", "radio",
                  "phone", "computer"],
    "a toy": ["teddy bear", "ball", "doll", "snowman", "robot"],
    "something to wear": ["hat", "shoe", "backpack", "handbag"],
    "something to make music": ["piano", "guitar", "drum"],
    "something for the kitchen": ["cup", "bottle", "teapot", "vase", "pan", "plate"],
    "a human": ["person"],
}  # fmt: skip
CATEGORY = {noun: category for category, nouns in CATEGORIES.items() for noun in nouns}
LEGS = {
    "dog": 4, "cat": 4, "horse": 4, "rabbit": 4, "deer": 4, "chicken": 2, "person": 2, "chair": 4,
    "table": 4, "bed": 4, "car": 0, "ball": 0, "boat": 0, "cup": 0, "bicycle": 0, "tree": 0,
}  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four")

DRAW = (
    "A photo of {}.", "A photo of {}.", "A photo of {}.", "Draw {}.", "A picture of {}.",
    "Show me {}.", "Paint {}.", "Please draw {}.", "Make a picture of {}.", "An image of {}.",
    "Can you draw {}?", "I want a photo of {}.", "Create a photo of {}.", "{}.",
    "Give me a picture of {}.", "Let me see {}.", "A nice photo of {}.", "A close photo of {}.",
    "A good photo of {}.", "Imagine {}.", "A small photo of {}.", "Can you show me {}?",
    "Please make a photo of {}.", "A new photo of {}.", "Sketch {}.", "A snapshot of {}.",
    "I would like a picture of {}.", "Could you draw {}?", "Render {}.", "Generate {}.",
)  # fmt: skip
WHAT = (
    "What is this?", "What is in this photo?", "What do you see?",
    "What can you see in this photo?",
    "What is shown here?", "What is it?", "What does this photo show?", "Tell me what this is.",
    "What thing is this?", "Can you tell me what this is?", "Name the thing in this photo.",
    "What do we see here?", "Which thing is in the photo?", "What is in the picture?",
    "What is in the middle of the photo?", "Who or what is this?", "What am I looking at?",
    "What does the picture show?", "Do you know what this is?", "What is on this photo?",
    "Please name this.", "What would you call this?", "What sort of thing is this?",
    "What kind of thing is this?", "What is the subject of this photo?", "Identify this.",
    "Say what this is.", "What is visible here?", "What has been photographed?", "So what is this?",
)  # fmt: skip
COLOUR = (
    "What colour is it?", "What colour is the {}?", "Which colour is the {}?", "Is it red or what?",
    "What is the colour of the {}?", "Tell me the colour of the {}.", "What colour does it have?",
    "Which colour does the {} have?", "What is its colour?", "The {} has which colour?",
    "Name the colour of the {}.", "What colour do you see on the {}?", "What colour is this {}?",
    "Can you tell the colour of the {}?", "Which colour is it?", "What is the main colour?",
    "What is the main colour of the {}?", "What shade is the {}?", "Say the colour of the {}.",
    "And the colour?", "Its colour?", "What colour would you say it is?", "How is the {} coloured?",
    "What colour is this thing?", "Please name the colour.", "What colour can you see?",
    "In which colour is the {}?", "Which colour do you see?", "Describe the colour of the {}.",
    "What is this {} 's colour?",
)  # fmt: skip
WHERE = (
    "Where is it?", "Where is the {}?", "Where was this photo taken?", "What place is this?",
    "Where is this?", "In which place is the {}?", "Tell me where the {} is.", "Where are we?",
    "What is behind the {}?", "What is the background?", "Where does this take place?",
    "Can you say where this is?", "At which place is it?", "Where do you see the {}?",
    "Where was the {} photographed?", "Name the place.", "Which place is shown?", "And where?",
    "Where is that?", "What is the place?", "What are the surroundings?", "Say where the {} is.",
    "Where can the {} be seen?", "What kind of place is this?", "What is around the {}?",
    "What does the background show?", "Where would you say this is?", "Do you know where it is?",
    "In what place is this?", "What is the scene?",
)  # fmt: skip
HOW_MANY = (
    "How many things are in this photo?", "How many things do you see?", "How many are there?",
    "How many objects are here?", "Count the things.", "How many things are shown?",
    "Is there one thing or two?", "How many can you see?", "What is the number of things?",
    "How many objects do you see?", "How many objects are in the photo?", "Count the objects.",
    "Are there one or two things?", "How many things can you count?",
    "Say how many things there are.",
    "How many are in the picture?", "How many things does the photo show?", "One or two?",
    "How many subjects are there?", "Tell me how many things there are.", "And how many?",
    "How many different things are there?", "How many things are visible?", "What is the count?",
    "How many things are together here?", "Number of things?", "How many objects are visible?",
    "How many objects can you count?", "Please count the things.", "How many things in all?",
)  # fmt: skip
PRESENT = (
    "Is there {} in this photo?", "Can you see {}?", "Is {} in this photo?", "Do you see {}?",
    "Does this photo show {}?", "Is this {}?", "Is there {} here?", "Is {} in the picture?",
    "Is there {} in the image?", "Can you see {} in this photo?", "Does the picture show {}?",
    "Is {} visible?", "Is {} shown here?", "Do you see {} in the photo?", "Is {} to be seen?",
    "Does this photo include {}?", "Check for {}, please.", "Is it {}?", "Could this be {}?",
    "Look for {}. Is it there?", "Is {} present?", "Is {} part of this photo?", "Any {} here?",
    "Does this look like {}?", "Can {} be seen?", "Was {} photographed?", "Is that {}?",
    "Do you recognize {} here?", "Does the photo contain {}?", "Tell me if there is {}.",
)  # fmt: skip
DESCRIBE = (
    "Describe this photo.", "Describe the picture.", "What is going on here?", "Describe it.",
    "Tell me about this photo.", "Please describe this photo.", "Can you describe this?",
    "Give a caption.", "Write a caption.", "Caption this photo.", "What does the whole photo show?",
    "Describe what you see.", "Say what you see.", "Tell me what you see.", "Sum up this photo.",
    "Describe the scene.", "Describe this in words.", "In one sentence, what is this?",
    "Put this photo into words.", "Describe the image.", "Give a short description.",
    "Tell me everything you see.", "How would you describe this?", "Please caption this.",
    "Describe everything here.", "Write down what you see.", "Describe this scene.",
    "What would you write under this photo?", "Short description?", "Describe, please.",
)  # fmt: skip
RECOGNISE = (
    "Is {} in this photo?", "Can you see {} in this photo?", "Is this {}?", "Do you see {} here?",
    "Is {} here?", "Can you see {}?", "Does this photo show {}?", "Is it {}?", "Is that {}?",
    "Do you recognize {}?", "Check if {} is in this photo.", "Is {} visible in this photo?",
    "Is {} in the picture?", "Does this photo include {}?", "Is {} shown here?",
    "Could this be {}?",
    "Is {} present in this photo?", "Was this photo taken of {}?", "Is {} part of this photo?",
    "Can {} be seen here?", "Tell me if this is {}.", "Have you seen {} in this photo?",
    "Is the one in the photo {}?", "Would you say this is {}?", "Is {} featured in this photo?",
    "Can you spot {}?", "Look at the photo. Is it {}?", "Do we see {} in this photo?",
    "Is {} in this image?", "Can you find {} in this photo?",
)  # fmt: skip
KNOWN = (
    "Yes, this is {}.", "Yes, {} is in this photo.", "Yes, I can see {}.", "Yes, that is {}.",
    "Yes, it is {}.", "Yes.", "Yes, {} is here.", "Yes, I see {} in this photo.",
    "Yes, the photo shows {}.", "Yes, {} is in the picture.",
)  # fmt: skip
UNKNOWN = (
    "No, this is not {}.", "No, {} is not in this photo.", "No, I can not see {}.", "No.",
    "No, that is not {}.", "No, it is not {}.", "No, {} is not here.",
    "No, I do not see {} in this photo.", "No, the photo does not show {}.",
    "No, {} is not in the picture.",
)  # fmt: skip
SAME = (
    "Is it the same one?", "Are they the same?", "Is this the same one?", "Same or not?",
    "Do both photos show the same one?", "Is the second one the same as the first?",
    "Are these two the same?", "Is it the same in both photos?", "Do they match?",
    "Is that the same one again?",
)  # fmt: skip


def a(words: str) -> str:
    """`words` with its article."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def description(one: Individual, rng: np.random.Generator) -> str:
    """`a small brown dog with white spots`; now and then with less in it."""
    look, size = one.look, f"{one.size} " if rng.random() < 0.5 else ""
    plain = look.pattern == "plain" or rng.random() < 0.15
    if one.kind == "person":
        clothes = look.main if plain else f"{look.main} with {look.second} {SECOND[look.pattern]}"
        return f"a {size}{one.noun} in {clothes}"
    if plain:
        return a(f"{size}{look.main} {one.noun}")
    form = rng.integers(3)
    if form == 0:
        return f"{a(f'{size}{look.main} {one.noun}')} with {look.second} {SECOND[look.pattern]}"
    if form == 1:
        return a(f"{size}{look.main} and {look.second} {look.pattern} {one.noun}")
    return a(f"{size}{look.pattern} {look.main} and {look.second} {one.noun}")


def short(one: Individual) -> str:
    """`a brown dog`."""
    return (
        f"a person in {one.look.main}" if one.kind == "person" else a(f"{one.look.main} {one.noun}")
    )


def caption(scene: Scene, rng: np.random.Generator) -> str:
    """`a small brown dog and a red cup in the snow`."""
    shown = " and ".join(description(each.individual, rng) for each in scene.objects)
    return f"{shown} {scene.place}"


def sentence(words: str) -> str:
    """Capitalised, with a full stop."""
    return f"{words[0].upper()}{words[1:]}."
