"""Scans and pictures: from pixels to blocks (OCR)."""
