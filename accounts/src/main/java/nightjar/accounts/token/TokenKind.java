package nightjar.accounts.token;

/// What a token opens; its letter is part of the token, so that one kind can never be taken for another.
public enum TokenKind {
  SESSION('s'),
  DEVICE('d'),
  API('t'),
  SETUP('b'),
  INVITATION('i'),
  RESET('r'),
  TICKET('x'),
  VETO('v'),
  SHARE('h');

  private final char letter;

  TokenKind(char letter) {
    this.letter = letter;
  }

  String prefix() {
    return "nj" + letter + '_';
  }
}
