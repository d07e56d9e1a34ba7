"""资金项目: programmes that pay without an application, from the night's run to the bank's word."""
