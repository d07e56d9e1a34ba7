"""Log-in through a provincial sign-on by OpenID Connect."""
