"""Saved questions (常用查询): each is a page of SQL in this folder and says what it answers."""
