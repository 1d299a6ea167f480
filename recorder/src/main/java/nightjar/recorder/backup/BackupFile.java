package nightjar.recorder.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightjar.accounts.password.Argon2Cost;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.json.Json;

/// The file of docs/design/backup.md: AES-256-GCM under a key that Argon2id makes of the passphrase. A check sum over the whole tells a
/// damaged file from a wrong passphrase; it protects nothing else.
public final class BackupFile {
  /// As much as the API takes in one request.
  public static final int LONGEST = 700_000;

  private static final byte[] MAGIC = "NJBACKUP".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int HEADER = 8 + 1 + 1 + 2 + 4 + SALT + NONCE;
  private static final int TAG = 16;
  private static final int CRC = 4;
  private static final int LONGEST_PLAIN = 16 << 20;

  /// OWASP's least is 19 MiB for a sign-in a second; this one is made once, and guessed at without us.
  private static final Argon2Cost COST = new Argon2Cost(65_536, 3, 1);

  /// Less than a stored password may take: this file comes from whoever uploads it.
  private static final int MOST_KIBIBYTES = 131_072;

  private static final int KEY = 32;
  private static final Json JSON = new Json();

  private BackupFile() {}

  public static byte[] seal(Backup backup, String passphrase, RandomGenerator random) {
    byte[] plain = gzip(JSON.writeLine(backup).getBytes(StandardCharsets.UTF_8));
    byte[] salt = new byte[SALT];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    ByteBuffer file = ByteBuffer.allocate(HEADER + plain.length + TAG + CRC);
    file.put(MAGIC)
        .put((byte) VERSION)
        .put((byte) COST.passes())
        .putShort((short) 0)
        .putInt(COST.kibibytes());
    file.put(salt).put(nonce);
    byte[] header = Arrays.copyOf(file.array(), HEADER);
    byte[] key = key(passphrase, salt, COST);
    try {
      file.put(cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM", e);
    }
    file.putInt(crc(file.array(), file.position()));
    if (file.capacity() > LONGEST) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the settings take " + file.capacity() + " bytes, and a back-up at most " + LONGEST,
          "");
    }
    return file.array();
  }

  /// Throws INVALID, with what to do, for a file that is foreign, damaged or newer, and for a wrong passphrase.
  public static Backup open(byte[] file, String passphrase) {
    if (file.length < HEADER + TAG + CRC
        || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
      throw refused("this is no back-up of Nightjar", "Choose a file that Nightjar made.");
    }
    int version = file[8] & 0xff;
    if (version > VERSION) {
      throw refused(
          "the back-up is of a newer Nightjar (" + version + ")", "Update this recorder first.");
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    int end = file.length - CRC;
    int passes = file[9] & 0xff;
    int kibibytes = in.getInt(12);
    if (file.length > LONGEST
        || in.getInt(end) != crc(file, end)
        || kibibytes > MOST_KIBIBYTES
        || !Argon2Cost.sane(kibibytes, passes, 1)) {
      throw refused("the back-up is damaged", "Take another copy of it, or fetch it again.");
    }
    byte[] salt = Arrays.copyOfRange(file, 16, 16 + SALT);
    byte[] nonce = Arrays.copyOfRange(file, 16 + SALT, HEADER);
    byte[] key = key(passphrase, salt, new Argon2Cost(kibibytes, passes, 1));
    byte[] plain;
    try {
      plain =
          cipher(Cipher.DECRYPT_MODE, key, nonce, Arrays.copyOf(file, HEADER))
              .doFinal(file, HEADER, end - HEADER);
    } catch (AEADBadTagException e) {
      throw refused("the passphrase is wrong", "Type the one that was chosen for this back-up.");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM", e);
    }
    return read(gunzip(plain));
  }

  /// Only who knew the passphrase wrote it, but that may be a program with other ideas.
  static Backup read(byte[] json) {
    try {
      return JSON.read(new String(json, StandardCharsets.UTF_8), Backup.class, "the back-up");
    } catch (Fault fault) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the back-up holds what this Nightjar does not know",
          "Update this recorder first.",
          fault);
    }
  }

  private static Fault refused(String what, String advice) {
    return Fault.of(Fault.Kind.INVALID, what, advice);
  }

  private static byte[] key(String passphrase, byte[] salt, Argon2Cost cost) {
    String text = Normalizer.normalize(passphrase, Normalizer.Form.NFKC);
    return cost.tag(text.getBytes(StandardCharsets.UTF_8), salt, KEY);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    cipher.updateAAD(header);
    return cipher;
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  static byte[] gzip(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  static byte[] gunzip(byte[] zipped) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      byte[] plain = in.readNBytes(LONGEST_PLAIN + 1);
      if (plain.length > LONGEST_PLAIN) {
        throw refused("the back-up is larger than any that Nightjar makes", "");
      }
      return plain;
    } catch (IOException e) {
      throw refused("the back-up is damaged", "Take another copy of it, or fetch it again.");
    }
  }

  /// The back-up as it waits on the recorder until all of it is in place, sealed with the recorder's own key.
  static Bytes waiting(Backup backup, nightjar.accounts.secret.Vault vault) {
    byte[] zipped = gzip(JSON.writeLine(backup).getBytes(StandardCharsets.UTF_8));
    return Bytes.of(vault.seal("restore", zipped).getBytes(StandardCharsets.US_ASCII));
  }

  static Backup ofWaiting(Bytes sealed, nightjar.accounts.secret.Vault vault) {
    String text = new String(sealed.toArray(), StandardCharsets.US_ASCII);
    return read(
        gunzip(
            vault
                .unseal("restore", text)
                .orElseThrow(() -> refused("the waiting back-up was sealed elsewhere", ""))));
  }
}
