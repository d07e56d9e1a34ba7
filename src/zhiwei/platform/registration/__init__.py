"""Registration of enterprises (17.1-17.8): filings, capital, names, fees wrongly taken, approval items."""
