package dev.millrace.standalone.dlq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Bytes as people look at them: position, sixteen bytes, and what of them is ASCII. */
final class HexDump {

  private static final int WIDTH = 16;
  private static final int MOST_BYTES = 4096;

  private HexDump() {}

  static String digits(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  static List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < Math.min(bytes.length, MOST_BYTES); from += WIDTH) {
      lines.add(line(bytes, from));
    }
    if (bytes.length > MOST_BYTES) {
      lines.add("and %,d bytes more".formatted(bytes.length - MOST_BYTES));
    }
    return lines;
  }

  private static String line(byte[] bytes, int from) {
    byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + WIDTH, bytes.length));
    String ascii = new String(part, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    return "%08x  %-47s  %s".formatted(from, HexFormat.ofDelimiter(" ").formatHex(part), ascii);
  }
}
