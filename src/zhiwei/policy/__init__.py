"""The Opinions executable: one module per article, and under ``base`` the national rules they lean on."""
