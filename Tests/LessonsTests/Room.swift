// Tests of the room Lessons.
