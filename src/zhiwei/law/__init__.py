"""The law as data: texts, sentences, documents, parameters, and what proves that nothing hangs loose."""
