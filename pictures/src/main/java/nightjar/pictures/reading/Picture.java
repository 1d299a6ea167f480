package nightjar.pictures.reading;

import nightjar.base.Bytes;

/// The re-encoded picture: a baseline JPEG, upright, at most 3000 pixels on its longer side, with no metadata of any kind.
public record Picture(Bytes jpeg, int width, int height) {}
