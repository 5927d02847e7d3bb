"""The official form (GB/T 9704): one rendered page as HTML, Word and PDF."""
