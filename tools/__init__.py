"""What builders run beside the product: nothing here runs where it serves."""
