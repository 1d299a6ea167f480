package nightjar.cameras.scene;

/// Draws the places. Horizon at 300, the path people and cars take at about 480 to 680 of 1000.
final class Scenery {
  private Scenery() {}

  /// The still picture below the panel, with `grain` of sensor noise (0 to 128).
  static Raster draw(Place place, Layout layout, int grain) {
    Raster raster = new Raster(layout.columns(), layout.rows());
    Painter painter = new Painter(raster, layout.panelRows() * 16);
    switch (place) {
      case DOOR -> door(painter);
      case CAR_PARK -> carPark(painter);
      case SHOP -> shop(painter);
      case LANE_AT_NIGHT -> lane(painter);
    }
    if (grain > 0) {
      noise(raster, layout.panelRows() * 16, grain);
    }
    return raster;
  }

  /// Whether block (`across`, `down`), in thousandths, is one where leaves, rain or lights never keep still.
  static boolean lively(Place place, int across, int down) {
    return switch (place) {
      case DOOR -> (across > 700 && down < 480) || down > 720;
      case CAR_PARK -> (down < 430 && across < 600) || down > 760;
      case SHOP -> (down < 420 && across > 80 && across < 920) || down > 760;
      case LANE_AT_NIGHT -> true;
    };
  }

  private static void noise(Raster raster, int top, int grain) {
    for (int y = top; y < raster.rows * 16; y++) {
      for (int x = 0; x < raster.stride; x++) {
        int at = y * raster.stride + x;
        int more = Grain.at(x, y, 1) * grain / 128;
        raster.y[at] = (byte) Math.clamp((raster.y[at] & 0xff) + more, 16, 235);
      }
    }
  }

  private static void door(Painter p) {
    p.shade(0, 0, 1000, 480, 0xb8a58c, 0x9c8a74);
    p.rough(0, 0, 1000, 480, 8, 10);
    for (int y = 0; y < 480; y += 40) {
      p.box(0, y, 1000, y + 4, 0x84745f);
    }
    p.box(380, 40, 600, 480, 0xe8e4da);
    p.shade(400, 70, 580, 480, 0x2f5d50, 0x24483e);
    p.box(425, 110, 480, 250, 0x9fc4d8);
    p.box(500, 110, 555, 250, 0x9fc4d8);
    p.disc(560, 330, 8, 0xd9b84a, false);
    p.box(120, 90, 300, 330, 0xe8e4da);
    p.shade(135, 110, 285, 310, 0x5f7f95, 0x8fb0c4);
    p.box(207, 110, 213, 310, 0xe8e4da);
    p.shade(700, 150, 1000, 480, 0x2f5a24, 0x1d3a17);
    p.rough(700, 150, 1000, 480, 5, 50);
    p.shade(0, 480, 1000, 720, 0x9a9a94, 0xa8a8a0);
    p.slab(390, 590, 480, 360, 620, 500, 0x77776f);
    p.shade(0, 720, 1000, 1000, 0x4f7a35, 0x3d6428);
    p.rough(0, 720, 1000, 1000, 3, 30);
    p.slab(400, 580, 720, 330, 650, 1000, 0xa39a8a);
  }

  private static void carPark(Painter p) {
    p.shade(0, 0, 1000, 250, 0x8fb4dc, 0xcfdfee);
    p.shade(0, 250, 1000, 430, 0x6f8f4f, 0x5b7a3d);
    p.rough(0, 250, 1000, 430, 4, 24);
    p.box(560, 60, 1000, 400, 0x9aa0a6);
    for (int x = 590; x < 980; x += 80) {
      p.shade(x, 100, x + 50, 180, 0x3f556b, 0x5d768d);
      p.shade(x, 230, x + 50, 310, 0x3f556b, 0x5d768d);
    }
    for (int x = 40; x < 560; x += 130) {
      p.box(x + 22, 260, x + 32, 420, 0x5a4630);
      p.disc(x + 27, 200, 50, 0x2b5424, false);
      p.disc(x + 20, 180, 34, 0x3c6e31, true);
      p.rough(x - 10, 125, x + 64, 275, 4, 30);
    }
    p.shade(0, 430, 1000, 1000, 0x606468, 0x4b4e52);
    p.rough(0, 430, 1000, 1000, 2, 8);
    for (int x = 60; x < 1000; x += 160) {
      p.slab(x + 60, x + 66, 760, x, x + 14, 1000, 0xd8d8d0);
    }
    p.slab(320, 420, 800, 300, 430, 870, 0x244a86);
    p.slab(280, 450, 870, 270, 460, 950, 0x2f62b4);
    p.disc(310, 950, 16, 0x151515, false);
    p.disc(425, 950, 16, 0x151515, false);
  }

  private static void shop(Painter p) {
    p.shade(0, 0, 1000, 480, 0xd8d4c8, 0xc4beb0);
    p.shade(60, 30, 940, 430, 0x6a4f38, 0x59422f);
    int[] goods = {0xc2452f, 0xe0b23a, 0x3f7f4f, 0x3a62a8, 0xd87f2f, 0x8a4f9a};
    for (int shelf = 0; shelf < 4; shelf++) {
      int y = 45 + shelf * 96;
      for (int i = 0; i < 24; i++) {
        int x = 70 + i * 36;
        int tall = Math.floorMod(Grain.hash(shelf, i, 3), 30);
        p.box(x, y + tall, x + 28, y + 80, goods[Math.floorMod(Grain.hash(shelf, i, 4), 6)]);
        p.box(x + 6, y + 44, x + 22, y + 60, 0xf0ece0);
      }
      p.box(60, y + 80, 940, y + 92, 0x8a6a4c);
    }
    p.shade(0, 480, 1000, 1000, 0xb9b2a4, 0x9c9588);
    for (int x = -600; x < 1600; x += 150) {
      p.slab(x / 2 + 250, x / 2 + 254, 480, x, x + 8, 1000, 0x8b8478);
    }
    p.slab(120, 420, 760, 90, 450, 800, 0x5b6f7f);
    p.shade(100, 800, 440, 1000, 0x3d4d5a, 0x2c3843);
    p.box(200, 720, 260, 770, 0x202428);
  }

  private static void lane(Painter p) {
    p.shade(0, 0, 1000, 440, 0x0b1020, 0x1a2032);
    for (int x = 0; x < 1000; x += 140) {
      int roof = 90 + Math.floorMod(Grain.hash(x, 1, 1), 90);
      p.box(x, roof, x + 128, 440, 0x1d2028);
      for (int w = 0; w < 3; w++) {
        boolean lit = (Grain.hash(x, w, 9) & 3) == 0;
        p.box(x + 14 + w * 38, roof + 40, x + 34 + w * 38, roof + 100, lit ? 0xe8c870 : 0x2b3140);
      }
    }
    p.shade(0, 440, 1000, 1000, 0x2a2c30, 0x34363a);
    p.rough(0, 440, 1000, 1000, 2, 8);
    p.box(0, 440, 1000, 456, 0x4a4c50);
    for (int x = 160; x < 1000; x += 330) {
      p.disc(x, 140, 90, 0x8a7440, true);
      p.disc(x, 620, 110, 0x6a5c3a, true);
      p.box(x - 4, 140, x + 4, 460, 0x101114);
      p.disc(x, 140, 12, 0xfff2c0, false);
    }
    for (int x = 20; x < 1000; x += 120) {
      p.box(x, 820, x + 60, 834, 0xa8a89a);
    }
  }
}
