// Tests of the room Stepping.
