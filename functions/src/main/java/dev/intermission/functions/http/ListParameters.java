package dev.intermission.functions.http;

import static dev.intermission.functions.http.QueryParameters.ACCOUNT_ID;
import static dev.intermission.functions.http.QueryParameters.AD_CAMPAIGN_ID;
import static dev.intermission.functions.http.QueryParameters.AFTER;
import static dev.intermission.functions.http.QueryParameters.BEFORE;
import static dev.intermission.functions.http.QueryParameters.COMPANY_ID;
import static dev.intermission.functions.http.QueryParameters.CREATED_AFTER;
import static dev.intermission.functions.http.QueryParameters.CREATED_BEFORE;
import static dev.intermission.functions.http.QueryParameters.DIRECTION;
import static dev.intermission.functions.http.QueryParameters.FIRST;
import static dev.intermission.functions.http.QueryParameters.LAST;
import static dev.intermission.functions.http.QueryParameters.ORDER;
import static dev.intermission.functions.http.QueryParameters.STATUS;

import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.CreationTimes;
import dev.intermission.model.Rfc3339;
import dev.intermission.model.WireName;
import dev.intermission.read.AccountList;
import dev.intermission.read.Direction;
import dev.intermission.read.IndexKey;
import dev.intermission.read.ListFilter;
import dev.intermission.read.PageRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list, each known and there once: see [QueryParameters]. One without a
/// value is the same as none: official clients send their null so. One that is not understood is
/// refused by name.
public sealed interface ListParameters<S extends Enum<S> & WireName> {
  /// @param list the list that is asked for
  /// @param page the page of that list
  record Read<S extends Enum<S> & WireName>(AccountList<S> list, PageRequest page)
      implements ListParameters<S> {}

  /// @param error names what is wrong
  record Refused<S extends Enum<S> & WireName>(ApiError error) implements ListParameters<S> {}

  /// Reads them all from the request alone.
  ///
  /// @param holder whose only account is meant when none is named
  /// @param operation what is listed
  /// @param statuses that it can be in
  static <S extends Enum<S> & WireName> ListParameters<S> read(
      ApiRequest request, Holder holder, Operation operation, Class<S> statuses) {
    return new Reader<>(request, operation, statuses).read(holder);
  }

  /// The refusal of a filter that the table has no index for.
  static ApiError adCampaignNotSupported() {
    return ApiError.parameterInvalid(
        AD_CAMPAIGN_ID, AD_CAMPAIGN_ID + " is not supported by this deployment.");
  }

  /// Reads the parameters of one request.
  final class Reader<S extends Enum<S> & WireName> {
    /// The only order.
    private static final String CREATED_AT = "created_at";

    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,2}");

    private final ApiRequest request;
    private final Operation operation;
    private final Class<S> statuses;

    private Reader(ApiRequest request, Operation operation, Class<S> statuses) {
      this.request = request;
      this.operation = operation;
      this.statuses = statuses;
    }

    private ListParameters<S> read(Holder holder) {
      String accountId = value(ACCOUNT_ID);
      String companyId = value(COMPANY_ID);
      if (accountId != null && companyId != null && !accountId.equals(companyId)) {
        return refused(
            COMPANY_ID, "account_id and company_id name different accounts. Give one of them.");
      }
      String named = accountId != null ? accountId : companyId;
      Optional<AccountId> account = named == null ? holder.onlyAccount() : AccountId.parse(named);
      if (account.isEmpty()) {
        String name = accountId == null && companyId != null ? COMPANY_ID : ACCOUNT_ID;
        return named == null
            ? new Refused<>(
                ApiError.parameterMissing(ACCOUNT_ID, ApiError.idForm(AccountId.PREFIX)))
            : new Refused<>(ApiError.mustBe(name, ApiError.idForm(AccountId.PREFIX)));
      }
      if (value(ORDER) != null && !CREATED_AT.equals(value(ORDER))) {
        return refused(ORDER, "order must be created_at.");
      }
      Optional<Direction> direction = word(DIRECTION, Direction.class);
      if (direction.isEmpty() && value(DIRECTION) != null) {
        return refusedWord(DIRECTION, Direction.class);
      }
      Optional<S> status = word(STATUS, statuses);
      if (status.isEmpty() && value(STATUS) != null) {
        return refusedWord(STATUS, statuses);
      }
      Optional<AdCampaignId> adCampaign =
          Optional.ofNullable(value(AD_CAMPAIGN_ID)).flatMap(AdCampaignId::parse);
      if (adCampaign.isEmpty() && value(AD_CAMPAIGN_ID) != null) {
        return new Refused<>(ApiError.mustBe(AD_CAMPAIGN_ID, ApiError.idForm(AdCampaignId.PREFIX)));
      }
      Optional<Instant> after =
          Optional.ofNullable(value(CREATED_AFTER)).flatMap(Rfc3339::parseRoundedDown);
      if (after.isEmpty() && value(CREATED_AFTER) != null) {
        return refusedTime(CREATED_AFTER);
      }
      Optional<Instant> before = Optional.ofNullable(value(CREATED_BEFORE)).flatMap(Rfc3339::parse);
      if (before.isEmpty() && value(CREATED_BEFORE) != null) {
        return refusedTime(CREATED_BEFORE);
      }
      return readPage(
          new AccountList<>(
              operation,
              account.get(),
              new ListFilter<>(
                  status.orElse(null),
                  new CreationTimes(after.orElse(null), before.orElse(null)),
                  adCampaign.orElse(null)),
              direction.orElse(Direction.DESC)));
    }

    private ListParameters<S> readPage(AccountList<S> list) {
      String first = value(FIRST);
      String last = value(LAST);
      String after = value(AFTER);
      String before = value(BEFORE);
      if (first != null && last != null) {
        return refused(LAST, "first and last cannot be given together.");
      }
      if (after != null && (last != null || before != null)) {
        return refused(AFTER, "after goes with first, and before with last.");
      }
      if (before != null && first != null) {
        return refused(BEFORE, "after goes with first, and before with last.");
      }
      boolean backwards = last != null || before != null;
      String size = backwards ? last : first;
      int wanted =
          size == null
              ? PageRequest.DEFAULT_SIZE
              : SIZE.matcher(size).matches() ? Integer.parseInt(size) : 0;
      if (wanted < 1 || wanted > PageRequest.MAXIMUM_SIZE) {
        String name = backwards ? LAST : FIRST;
        return refused(name, name + " must be a whole number from 1 to 100.");
      }
      String cursor = backwards ? before : after;
      Optional<IndexKey> from =
          Optional.ofNullable(cursor).flatMap(list::position).filter(IndexKeyLimits::canBeAt);
      if (cursor != null && from.isEmpty()) {
        String name = backwards ? BEFORE : AFTER;
        return refused(
            name,
            name
                + " is not a cursor of this list. Use one of its page_info, with the same filters.");
      }
      return new Read<>(list, new PageRequest(wanted, backwards, from.orElse(null)));
    }

    private @Nullable String value(String name) {
      List<String> values = request.query(name);
      return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    private <E extends Enum<E> & WireName> Optional<E> word(String name, Class<E> words) {
      return Optional.ofNullable(value(name)).flatMap(word -> WireName.find(words, word));
    }

    private <E extends Enum<E> & WireName> ListParameters<S> refusedWord(
        String name, Class<E> words) {
      return refused(
          name,
          Arrays.stream(words.getEnumConstants())
              .map(WireName::wireName)
              .collect(Collectors.joining(", ", name + " must be one of ", ".")));
    }

    private ListParameters<S> refusedTime(String name) {
      return refused(
          name,
          name
              + " must be an RFC 3339 date-time with seconds and an offset, such as"
              + " 2027-01-31T09:00:00Z; in a query, + is written %2B.");
    }

    private ListParameters<S> refused(String name, String message) {
      return new Refused<>(ApiError.parameterInvalid(name, message));
    }
  }
}
