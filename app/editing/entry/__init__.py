"""What an editor enters: a source with all that it tells in one sheet, one value put right, one act, a verdict on two people."""
