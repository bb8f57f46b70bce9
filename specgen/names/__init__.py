"""Names: which constant a text was before a translation damaged it.

``spellings`` knows a constant by all of its words, ``nearest`` by most of them. Neither knows a page: what may be
meant, and in which languages the words are read, is for those to say who ask.
"""
