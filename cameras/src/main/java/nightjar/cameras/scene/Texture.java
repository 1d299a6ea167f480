package nightjar.cameras.scene;

/// How much sensor noise the still picture has, and how much of the lively blocks each picture codes anew.
///
/// @param grain amplitude of the still picture's noise, 0 to 128
/// @param strength amplitude of what moves in lively blocks, 0 to 128
/// @param share lively blocks coded anew in a picture of average wind, in 1/1024
record Texture(int grain, int strength, int share) {
  /// Different gusts a camera goes through, each coded once.
  static final int VARIANTS = 24;

  static final Texture STILL = new Texture(0, 0, 0);

  /// Whether variant `variant` codes the block anew: between 0.7 and 1.3 of the average.
  boolean stirs(int variant, int column, int row) {
    int wind = 700 + Math.floorMod(Grain.hash(variant, 5, 5), 600);
    return (Grain.hash(column, row, variant) & 1023) < (long) share * wind / 1000;
  }

  /// Roughens luma as leaves or rain would in this variant.
  void stir(Tile tile, int column, int row, int variant) {
    for (int i = 0; i < 256; i++) {
      int x = column * 16 + (i & 15);
      int y = row * 16 + (i >> 4);
      int more = Grain.at(x >> 1, y >> 1, variant + 100) + Grain.at(x, y, variant + 200) / 2;
      tile.y[i] = Math.clamp(tile.y[i] + more * strength / 128, 16, 235);
    }
  }
}
