package nightjar.store.recording;

/// Hears what the store did. Called on the disk's thread: must not block, and must not call the store.
public interface StoreListener {
  /// Tells nobody.
  StoreListener SILENT =
      new StoreListener() {
        @Override
        public void durable(Durable durable) {}

        @Override
        public void event(StoreEvent event) {}
      };

  void durable(Durable durable);

  void event(StoreEvent event);
}
