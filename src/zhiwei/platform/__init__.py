"""The support platform: registers, workflows, markets and ledgers on one site; each room a Django app."""
