"""From a plan to a handout: the blocks that a patient gets, in the words of the library."""
