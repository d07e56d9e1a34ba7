"""项目: programmes as data: standard guards and effects of case types, registers, money, pages, out of files alone."""
