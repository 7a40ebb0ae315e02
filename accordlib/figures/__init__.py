"""Every Picture."""
