// Tests of the room Tensors.
