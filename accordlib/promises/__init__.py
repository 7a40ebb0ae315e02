"""What is promised, how strongly, and whether coders agree."""
