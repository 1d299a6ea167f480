package nightjar.pictures.reading;

import java.util.List;

/// One line of text as it was read, nothing corrected; `confidence` in percent; its four corners clockwise from where reading begins.
public record TextLine(String text, int confidence, List<Corner> corners) {
  public TextLine {
    corners = List.copyOf(corners);
  }
}
