"""Pages of talent: for everybody, for researchers, units and firms, for officials."""
