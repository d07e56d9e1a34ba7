"""创业服务: what agencies offer small firms, paid by vouchers of three levels and by results (15.1, 15.2)."""
