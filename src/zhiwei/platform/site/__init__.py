"""The platform put together: settings, addresses and the server's entry; no rule and no page of its own."""
