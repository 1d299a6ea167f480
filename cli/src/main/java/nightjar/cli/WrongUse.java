package nightjar.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nightjar.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong about a command as it was typed, in the person's language: Picocli knows English alone.
/// Owned by the main thread.
final class WrongUse {
  private final Terminal terminal;

  WrongUse(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Empty where there is nothing to say beside how it is used.
  String say(ParameterException e) {
    return switch (e) {
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          terminal.say("use.missing", names(missing.getMissing()));
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case OverwrittenOptionException twice ->
          terminal.say("use.twice", name(twice.getOverwritten()));
      default -> other(e);
    };
  }

  private String unmatched(UnmatchedArgumentException e) {
    String typed = String.join(" ", e.getUnmatched());
    String key =
        e.isUnknownOption()
            ? "use.unknown.option"
            : e.getCommandLine().getSubcommands().isEmpty()
                ? "use.too-much"
                : "use.unknown.command";
    List<String> near = e.getSuggestions();
    String said = terminal.say(key, typed);
    return near.isEmpty() || key.equals("use.too-much")
        ? said
        : said + " " + terminal.say("use.suggest", String.join(", ", near));
  }

  private String other(ParameterException e) {
    ArgSpec arg = e.getArgSpec();
    return arg == null || e.getValue() == null
        ? FaultWords.of(terminal.words().getLocale()).say(e.getMessage())
        : terminal.say("use.value", name(arg), e.getValue(), why(type(arg), e.getValue()));
  }

  private String why(Class<?> type, String value) {
    if (type == Duration.class) {
      return duration(value);
    } else if (type == int.class || type == Integer.class || type == long.class) {
      return terminal.say("use.number");
    } else if (type == double.class) {
      return terminal.say("use.decimal");
    } else if (type.isEnum()) {
      String all =
          Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      return terminal.say("use.one-of", all);
    }
    return terminal.say("use.form");
  }

  private String duration(String value) {
    try {
      return String.valueOf(Arguments.duration(value));
    } catch (Fault e) {
      return FaultWords.of(terminal.words().getLocale()).say(e.advice());
    }
  }

  private static Class<?> type(ArgSpec arg) {
    Class<?>[] inner = arg.auxiliaryTypes();
    return arg.type() == Optional.class && inner.length > 0 ? inner[0] : arg.type();
  }

  private static String names(List<ArgSpec> args) {
    return args.stream().map(WrongUse::name).collect(Collectors.joining(", "));
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : arg.paramLabel();
  }

  /// Picocli shows the general help for `nightjar nonsense --help`, as if all were well.
  static void refuseUnknownCommands(CommandLine line, List<String> typed) {
    CommandLine at = line;
    for (String word : typed) {
      if (word.startsWith("-") || at.getSubcommands().isEmpty()) {
        return;
      }
      CommandLine next = at.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(at, List.of(word));
      }
      at = next;
    }
  }
}
