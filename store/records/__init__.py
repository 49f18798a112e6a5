"""The nouns: frozen structs, one file per family."""
