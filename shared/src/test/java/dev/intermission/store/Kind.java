package dev.intermission.store;

import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.Pausable;
import dev.intermission.model.RecordId;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A kind of record: all that a store in memory has to know of it.
///
/// @param table its name in errors
/// @param adCampaign the id of the campaign that it is an ad of; empty when it is none
public record Kind<R extends Pausable<R>>(
    String table,
    Function<R, RecordId> id,
    Function<R, AccountId> account,
    Function<R, Instant> createdAt,
    Function<R, String> adCampaign) {

  public static final Kind<AdCampaign> AD_CAMPAIGNS =
      new Kind<>(
          "ad_campaigns",
          AdCampaign::id,
          AdCampaign::account,
          AdCampaign::createdAt,
          campaign -> "");

  public static final Kind<Ad> ADS =
      new Kind<>("ads", Ad::id, Ad::account, Ad::createdAt, ad -> ad.details().adCampaignId());

  /// Reads an item.
  ///
  /// @param record what the platform put there
  Stored<R> read(R record, Item item) {
    return new Stored<>(
        account(record, item), item.readState(), item.revision(), parsed(record, item));
  }

  /// The account that is read from an item; null when it is nobody's.
  @Nullable AccountId account(R record, Item item) {
    return "account_id".equals(item.broken()) ? null : account.apply(record);
  }

  private Parsed<R> parsed(R record, Item item) {
    return item.broken() == null
        ? new Parsed.Valid<>(record.with(item.state(), item.updatedAt()))
        : new Parsed.Invalid<>(new ItemError(table, id.apply(record).value(), item.broken()));
  }
}
