"""省级特色工业设计示范基地: twelve places, the grant of each, the local matching money year by year (21.2)."""
