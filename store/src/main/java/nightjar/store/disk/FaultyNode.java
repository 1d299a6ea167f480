package nightjar.store.disk;

/// What a name of a [FaultyDisk] stands for.
sealed interface FaultyNode permits FaultyContent, FaultyFolder {}
