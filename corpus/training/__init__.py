"""How the semantic model is made from the corpus: nothing here is needed, or shipped, to use it."""
