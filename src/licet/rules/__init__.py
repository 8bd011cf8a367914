"""One file per rule; a rule decides, the judge explores what is unknown and words the finding."""
