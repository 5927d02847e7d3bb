"""The desk (审阅台): the web page for reviewers, a Datasette plugin."""
