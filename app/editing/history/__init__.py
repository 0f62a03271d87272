"""What was written and when: the moments of a record, taking a change back, and two people who were found to be one."""
