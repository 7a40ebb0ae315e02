"""What can be touched: views of texts and networks, each one piece of HTML with its own script."""
