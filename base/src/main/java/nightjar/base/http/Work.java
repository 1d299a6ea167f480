package nightjar.base.http;

/// A kind of work of which only so many are done at once; the next one is told to come back later.
public record Work(String name, int permits) {}
