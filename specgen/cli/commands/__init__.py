"""The commands: a module here is a command of its name, and has it as ``command``."""
