"""What a screen is made of: values in, messages out, no files."""
