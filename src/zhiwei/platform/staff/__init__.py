"""科技人员和高技能人才比重 (5.4): what firms and the statistics say of staff, and the share by firm, county and year."""
