"""Compensation of guarantors (32.3, 32.4): the province's scheme, what each guarantee gets, the business of a year."""
