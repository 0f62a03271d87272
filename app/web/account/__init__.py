"""The members' side of the web: the door, the witness, and the pages of accounts, vetting, the access log and exports."""
