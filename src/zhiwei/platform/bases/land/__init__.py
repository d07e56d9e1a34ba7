"""Land for bases and for small firms in parks: the year's quota, released plots, requests, allocations, reasons (14.5)."""
