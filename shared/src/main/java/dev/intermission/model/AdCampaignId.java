package dev.intermission.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// The id of an ad campaign, known to have the form that the contract allows.
public record AdCampaignId(String value) implements RecordId {
  /// The beginning of every one.
  public static final String PREFIX = "adcamp_";

  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9]{1,64}");

  /// @throws IllegalArgumentException if the value has another form
  public AdCampaignId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an ad campaign id");
    }
  }

  /// Reads an id that somebody sent; empty if it has another form.
  public static Optional<AdCampaignId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AdCampaignId(text)) : Optional.empty();
  }
}
