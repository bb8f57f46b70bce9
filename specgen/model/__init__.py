"""The model: what pages say (facts), what they describe (entities), and what is wrong with them (findings).

Values are frozen; nothing here reads a page or writes a file.
"""
