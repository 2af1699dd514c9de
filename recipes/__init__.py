"""How the artefacts that ship with the project were made. Never imported by the product."""
