"""Each block of a handout, set: from the tree of blocks to drafts."""
