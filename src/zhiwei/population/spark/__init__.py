"""The same kernel on a Spark cluster, for tables that live there or outgrow one machine."""
