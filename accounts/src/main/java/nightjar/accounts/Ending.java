package nightjar.accounts;

/// What ends when a person is removed, for the question before it.
public record Ending(int sessions, int devices, int apiTokens, int streamKeys, int passkeys) {}
