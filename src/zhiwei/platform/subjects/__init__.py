"""Who the law speaks of: subjects, identifiers, relations, facts and their imports."""
