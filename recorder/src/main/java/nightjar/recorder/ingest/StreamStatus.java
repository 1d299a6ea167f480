package nightjar.recorder.ingest;

import nightjar.cameras.session.SessionStatus;
import nightjar.store.recording.StreamKey;

/// How one stream is doing, for the screen.
public record StreamStatus(StreamKey stream, SessionStatus session) {}
