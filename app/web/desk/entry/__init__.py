"""What an editor writes on: the sheet of a source, a draft of changes, one value put right; and how nothing typed is lost."""
