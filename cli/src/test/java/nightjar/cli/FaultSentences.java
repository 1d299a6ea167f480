package nightjar.cli;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import nightjar.base.testing.Fixtures;

/// The sentences that all modules' faults are made of, read from the sources by the compiler's own parser: every text given to
/// something called with a `Fault.Kind` first, its parts that vary standing as `‹0›`, `‹1›`...
final class FaultSentences {
  /// Doubles that ship beside their interfaces; no person meets what they say.
  private static final Pattern FOR_TESTS = Pattern.compile("^(Fake|Faulty)(Disk|File|Connections)");

  private FaultSentences() {}

  /// Each with a file that says it.
  static Map<String, String> ofAllModules() {
    Map<String, String> found = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> walk = Files.walk(Fixtures.root())) {
      List<Path> sources =
          walk.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> !FOR_TESTS.matcher(file.getFileName().toString()).find())
              .toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        new Scan(found, file).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static final class Scan extends TreeScanner<Void, Void> {
    private final Map<String, String> found;
    private final String file;

    Scan(Map<String, String> found, String file) {
      this.found = found;
      this.file = file;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      List<? extends ExpressionTree> arguments = call.getArguments();
      if (!arguments.isEmpty() && isKind(arguments.getFirst())) {
        for (ExpressionTree argument : arguments.subList(1, arguments.size())) {
          for (List<String> parts : readings(argument)) {
            add(parts);
          }
        }
      }
      return super.visitMethodInvocation(call, null);
    }

    private static boolean isKind(ExpressionTree tree) {
      return tree instanceof MemberSelectTree select
          && (select.getExpression().toString().endsWith("Fault.Kind")
              || select.getExpression().toString().equals("Kind"));
    }

    private void add(List<String> parts) {
      StringBuilder sentence = new StringBuilder();
      int places = 0;
      for (String part : parts) {
        sentence.append(part.isEmpty() ? "‹" + places++ + "›" : part);
      }
      if (parts.stream().anyMatch(part -> part.chars().anyMatch(Character::isLetter))) {
        found.put(sentence.toString(), file);
      }
    }

    /// What an expression may say; a part that varies is empty.
    private static List<List<String>> readings(Tree tree) {
      return switch (tree) {
        case LiteralTree literal when literal.getValue() instanceof String text ->
            text.isEmpty() ? List.of(List.of()) : List.of(List.of(text));
        case ParenthesizedTree inner -> readings(inner.getExpression());
        case ConditionalExpressionTree choice ->
            Stream.concat(
                    readings(choice.getTrueExpression()).stream(),
                    readings(choice.getFalseExpression()).stream())
                .toList();
        case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> joined(sum);
        default -> List.of(List.of(""));
      };
    }

    private static List<List<String>> joined(BinaryTree sum) {
      List<List<String>> all = new ArrayList<>();
      for (List<String> left : readings(sum.getLeftOperand())) {
        for (List<String> right : readings(sum.getRightOperand())) {
          List<String> both = new ArrayList<>(left);
          both.addAll(right);
          all.add(both);
        }
      }
      return all;
    }
  }
}
