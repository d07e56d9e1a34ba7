"""The reference rules as an OpenFisca package: one entity, one variable for each rule, parameters in YAML.

It runs in an environment of its own (requirements/peers.txt): OpenFisca is under the AGPL and no part of Zhiwei.
OpenFisca carries numbers in float32, which cannot hold fen; this package makes it float64, without which it would err.
"""
