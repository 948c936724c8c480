package dev.intermission.access;

import dev.intermission.model.WireName;

/// What a secret of ours stands for, as the API pages name it.
public enum SecretKind implements WireName {
  ACCOUNT_API_KEY("account_api_key", "im_acc_");

  private final String wireName;
  private final String prefix;

  SecretKind(String wireName, String prefix) {
    this.wireName = wireName;
    this.prefix = prefix;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// What every secret of this kind begins with.
  public String prefix() {
    return prefix;
  }
}
