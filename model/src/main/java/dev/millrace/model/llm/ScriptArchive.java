package dev.millrace.model.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive with one module that has no parameters: readable code in a stored ZIP. It
 * gives what DJL's own operations lack, with gradients.
 *
 * @param module name of the class
 * @param code the class, as TorchScript writes it
 */
public record ScriptArchive(String module, String code) {

  private static final String VERSION = "3\n";

  /** Protocol 2; an object of __torch__.MODULE with an empty state. */
  private byte[] object() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes("c__torch__\n%s\n".formatted(module).getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', 'b', '.'});
    return pickle.toByteArray();
  }

  /** Protocol 2; the empty tuple. */
  private static byte[] noConstants() {
    return new byte[] {(byte) 0x80, 2, ')', '.'};
  }

  /**
   * Writes NAME.pt into a directory.
   *
   * @param name of the file and of the folder inside
   */
  void write(Path directory, String name) throws IOException {
    try (OutputStream file = Files.newOutputStream(directory.resolve(name + ".pt"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      put(zip, name + "/data.pkl", object());
      put(zip, name + "/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      put(zip, name + "/constants.pkl", noConstants());
      put(zip, name + "/version", VERSION.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
