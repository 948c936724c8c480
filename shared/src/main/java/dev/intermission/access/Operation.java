package dev.intermission.access;

import dev.intermission.model.RecordKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An operation of the contract. It takes all of its scopes.
public enum Operation {
  PAUSE_AD("pauseAd", RecordKind.AD, Form.ONE, Scope.AD_CAMPAIGN_UPDATE),
  UNPAUSE_AD("unpauseAd", RecordKind.AD, Form.ONE, Scope.AD_CAMPAIGN_UPDATE),
  RETRIEVE_AD("retrieveAd", RecordKind.AD, Form.ONE, Scope.AD_CAMPAIGN_BASIC_READ),
  LIST_ADS("listAds", RecordKind.AD, Form.PAGE, Scope.AD_CAMPAIGN_BASIC_READ),
  PAUSE_AD_CAMPAIGN(
      "pauseAdCampaign",
      RecordKind.AD_CAMPAIGN,
      Form.ONE,
      Scope.AD_CAMPAIGN_UPDATE,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ),
  UNPAUSE_AD_CAMPAIGN(
      "unpauseAdCampaign",
      RecordKind.AD_CAMPAIGN,
      Form.ONE,
      Scope.AD_CAMPAIGN_UPDATE,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ),
  RETRIEVE_AD_CAMPAIGN(
      "retrieveAdCampaign",
      RecordKind.AD_CAMPAIGN,
      Form.ONE,
      Scope.AD_CAMPAIGN_BASIC_READ,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ),
  LIST_AD_CAMPAIGNS(
      "listAdCampaigns",
      RecordKind.AD_CAMPAIGN,
      Form.PAGE,
      Scope.AD_CAMPAIGN_BASIC_READ,
      Scope.ACCESS_PASS_BASIC_READ,
      Scope.COMPANY_BALANCE_READ);

  /// The form of a successful response.
  public enum Form {
    /// One record.
    ONE,
    /// One page of a list of records.
    PAGE
  }

  private final String id;
  private final RecordKind kind;
  private final Form form;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes none that can be changed
  private final List<Scope> scopes;

  Operation(String id, RecordKind kind, Form form, Scope... scopes) {
    this.id = id;
    this.kind = kind;
    this.form = form;
    this.scopes = List.of(scopes);
  }

  /// The operation's name in the contract.
  public String id() {
    return id;
  }

  /// The kind of the records in its response.
  public RecordKind kind() {
    return kind;
  }

  /// Whether its response has one record, or is a list page.
  public Form form() {
    return form;
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
