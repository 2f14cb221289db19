// Tests of the room Interface.
