package nightjar.base.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a file that is asked for, `from` up to but without `to`.
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

  /// Reads a `Range` header (RFC 9110, 14.2) for a file of `length` bytes. Empty where the header is to be ignored: another
  /// unit, not well-formed, or several ranges, which a server need not serve. A [Refusal] when it lies outside.
  static Optional<ByteRange> of(String header, long length) {
    if (!header.startsWith("bytes=")) {
      return Optional.empty();
    }
    Matcher matcher = ONE.matcher(header.substring("bytes=".length()));
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long suffix = Math.min(Long.parseLong(matcher.group(2)), length);
      return suffix == 0 ? outside(length) : Optional.of(new ByteRange(length - suffix, length));
    }
    long from = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? length - 1 : Long.parseLong(matcher.group(2));
    if (last < from && !matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    return from >= length
        ? outside(length)
        : Optional.of(new ByteRange(from, Math.min(last, length - 1) + 1));
  }

  private static Optional<ByteRange> outside(long length) {
    throw Refusal.of(Problems.BAD_RANGE, "The file has " + length + " bytes.", "");
  }
}
