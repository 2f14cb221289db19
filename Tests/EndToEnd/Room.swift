// End-to-end runs of the real binary.
