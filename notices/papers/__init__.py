"""The kinds of documents (文书种类): for each its view, its sentences, and the paper it makes."""
