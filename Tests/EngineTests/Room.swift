// Tests of the room Engine.
