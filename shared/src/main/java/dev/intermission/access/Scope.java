package dev.intermission.access;

import dev.intermission.model.WireName;

/// A permission that a credential may hold, under its published name. A credential may hold others
/// too; those mean nothing here.
public enum Scope implements WireName {
  AD_CAMPAIGN_UPDATE("ad_campaign:update"),
  AD_CAMPAIGN_BASIC_READ("ad_campaign:basic:read"),
  ACCESS_PASS_BASIC_READ("access_pass:basic:read"),
  COMPANY_BALANCE_READ("company:balance:read");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
