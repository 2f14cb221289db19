// Tests of the room Screens.
