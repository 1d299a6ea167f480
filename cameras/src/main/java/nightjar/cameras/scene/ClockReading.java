package nightjar.cameras.scene;

/// What a picture's machine-readable clock says.
///
/// @param camera the camera's number, 0 to 65535
/// @param frame the frame's number, modulo 2^40
/// @param wallMicros when it was captured, in microseconds since 1970 UTC
public record ClockReading(int camera, long frame, long wallMicros) {}
