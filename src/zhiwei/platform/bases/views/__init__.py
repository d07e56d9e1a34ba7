"""Pages of bases: for everybody, for the operator, for officials."""
