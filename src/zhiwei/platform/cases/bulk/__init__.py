"""Many cases by workbook: read, tried and shown; carried out whole after a confirmation, or not at all."""
