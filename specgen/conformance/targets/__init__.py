"""The targets that come with specgen, and how a place on the command line becomes one."""
