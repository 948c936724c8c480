package dev.intermission.access;

import dev.intermission.model.WireName;

/// The kinds of secrets, as the API reference names them. The fourth kind of credential, the
/// account-scoped JWT, is nobody's secret.
public enum SecretKind implements WireName {
  ACCOUNT_API_KEY("im_acc_"),
  APP_API_KEY("im_app_"),
  USER_OAUTH_TOKEN("im_usr_");

  private final String prefix;

  SecretKind(String prefix) {
    this.prefix = prefix;
  }

  /// The kind of secret that such a holder is given.
  ///
  /// @throws IllegalArgumentException for a member of an account, who brings a JWT
  public static SecretKind of(Holder holder) {
    return switch (holder) {
      case Holder.Account ignored -> ACCOUNT_API_KEY;
      case Holder.App ignored -> APP_API_KEY;
      case Holder.User ignored -> USER_OAUTH_TOKEN;
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has no secret");
    };
  }

  /// The prefix of every secret of this kind.
  public String prefix() {
    return prefix;
  }
}
