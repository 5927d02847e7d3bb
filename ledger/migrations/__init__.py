"""Numbered migrations (数据库升级), one file each, never edited once released."""
