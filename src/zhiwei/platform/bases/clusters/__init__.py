"""特色基地、产业集群、园区 and the chains between firms (9.1)."""
