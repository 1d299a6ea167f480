package nightjar.accounts;

/// A session has begun: `cookie` for the browser, and the cookie that makes it a remembered device or empty.
public record SignedIn(String cookie, String deviceCookie, Caller caller) {}
