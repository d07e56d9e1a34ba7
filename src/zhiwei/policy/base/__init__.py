"""National rules that articles of the Opinions lean on."""
