"""specgen: compiles API reference pages into one typed model, and the model into artefacts."""

__version__ = "0.1.0"
