"""Matters as opportunities and cases as applications, in the shape of the CommonGrants protocol (https://commongrants.org).

What the protocol has no field for stands under ``customFields``.
"""
