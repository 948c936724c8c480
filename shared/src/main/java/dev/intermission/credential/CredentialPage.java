package dev.intermission.credential;

import dev.intermission.access.Credential;
import dev.intermission.store.Parsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of what belongs to an account, an app or a user. What cannot be read is on it too, as
/// broken.
///
/// @param grants an account's installations and memberships, or those of an app or a user
/// @param next where the next page begins; null on the last one
public record CredentialPage(
    List<Parsed<Credential>> credentials, List<Grant> grants, @Nullable String next) {
  /// Copies the lists.
  public CredentialPage {
    credentials = List.copyOf(credentials);
    grants = List.copyOf(grants);
  }
}
