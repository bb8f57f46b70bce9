"""Calls of methods: who may call what, with which arguments, how often and in which order."""
