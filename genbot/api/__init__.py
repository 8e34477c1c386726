"""Any operation of GEN from the shell: `genbot api NAME`, with an option for each field."""
