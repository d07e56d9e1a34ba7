"""土地使用税优惠 of demonstration bases: recognitions by level, the filing with the tax office, its list (14.4)."""
