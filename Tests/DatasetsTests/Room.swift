// Tests of the room Datasets.
