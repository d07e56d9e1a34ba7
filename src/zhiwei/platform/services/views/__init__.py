"""Pages of the room: the catalogue for firms, an agency's services and orders, the county's schemes and settlements."""
