"""The Word form: a page translated, element by element, into real styles (WordprocessingML)."""
