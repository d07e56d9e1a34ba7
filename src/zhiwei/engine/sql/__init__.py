"""The rules as SQL text, for people who want to run the law where their data is."""
