package dev.millrace.standalone.acl;

import java.util.List;

/** Needed permissions as the input of whatever grants them. */
public interface AclExport {

  /** The text, ending with a line break. */
  String of(List<Grantee> grantees);
}
