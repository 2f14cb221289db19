// Tests of the room Playback.
