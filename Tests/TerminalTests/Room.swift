// Tests of the room Terminal.
