package dev.intermission.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client can ask for, with the scopes that it takes: all of them.
public enum Operation {
  PAUSE_AD("pauseAd", Scope.AD_CAMPAIGN_UPDATE),
  UNPAUSE_AD("unpauseAd", Scope.AD_CAMPAIGN_UPDATE),
  RETRIEVE_AD("retrieveAd", Scope.AD_CAMPAIGN_BASIC_READ),
  LIST_ADS("listAds", Scope.AD_CAMPAIGN_BASIC_READ),
  PAUSE_AD_CAMPAIGN(
      "pauseAdCampaign",
      Scope.AD_CAMPAIGN_UPDATE,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ),
  UNPAUSE_AD_CAMPAIGN(
      "unpauseAdCampaign",
      Scope.AD_CAMPAIGN_UPDATE,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ),
  RETRIEVE_AD_CAMPAIGN(
      "retrieveAdCampaign",
      Scope.AD_CAMPAIGN_BASIC_READ,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ),
  LIST_AD_CAMPAIGNS(
      "listAdCampaigns",
      Scope.AD_CAMPAIGN_BASIC_READ,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ);

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes none that can be changed
  private final List<Scope> scopes;

  Operation(String id, Scope... scopes) {
    this.id = id;
    this.scopes = List.of(scopes);
  }

  /// The operation's name in the contract.
  public String id() {
    return id;
  }

  /// The scopes that it takes, in the contract's order.
  public List<Scope> scopes() {
    return scopes;
  }

  /// The first of its scopes that is not among these.
  public Optional<Scope> missingFrom(Set<Scope> held) {
    return scopes.stream().filter(scope -> !held.contains(scope)).findFirst();
  }
}
