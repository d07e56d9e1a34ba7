"""Running an installation of the platform: serving it, copying it, putting a copy in its place."""
