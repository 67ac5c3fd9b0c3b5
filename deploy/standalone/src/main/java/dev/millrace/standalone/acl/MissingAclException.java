package dev.millrace.standalone.acl;

import java.util.ArrayList;
import java.util.List;

/** The user of an application lacks permissions; every one of them is in it, a line each. */
public final class MissingAclException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> lines;

  private MissingAclException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /**
   * @param principal who lacks them
   * @param missing what is lacking
   */
  public static MissingAclException of(String principal, List<NeededAcl> missing) {
    List<String> lines = new ArrayList<>();
    for (NeededAcl acl : missing) {
      lines.add(acl.missingFor(principal));
    }
    lines.add("`millrace acls` prints what is needed");
    return new MissingAclException(lines);
  }

  /** For people: resource, operation and user of each, and what to do. */
  public List<String> lines() {
    return lines;
  }
}
