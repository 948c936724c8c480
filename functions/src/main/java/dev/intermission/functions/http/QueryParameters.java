package dev.intermission.functions.http;

import dev.intermission.access.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The query parameters that each route knows. They are as strict as bodies: a parameter that is
/// passed over would pause for good instead of until a time, or pause the ads of others than were
/// meant.
final class QueryParameters {
  static final String ACCOUNT_ID = "account_id";
  static final String COMPANY_ID = "company_id";
  static final String AD_CAMPAIGN_ID = "ad_campaign_id";
  static final String STATUS = "status";
  static final String CREATED_AFTER = "created_after";
  static final String CREATED_BEFORE = "created_before";
  static final String ORDER = "order";
  static final String DIRECTION = "direction";
  static final String FIRST = "first";
  static final String AFTER = "after";
  static final String LAST = "last";
  static final String BEFORE = "before";

  private static final List<String> OF_LISTS =
      List.of(
          ACCOUNT_ID,
          COMPANY_ID,
          STATUS,
          CREATED_AFTER,
          CREATED_BEFORE,
          ORDER,
          DIRECTION,
          FIRST,
          AFTER,
          LAST,
          BEFORE);

  /// Parameters that official clients send. They select no records, and change nothing here.
  private static final List<String> IGNORED =
      List.of("stats_from", "stats_to", "time_zone", "attribution_model", "include_paused");

  private QueryParameters() {}

  /// Refuses the first parameter, by name, that is unknown to the route or repeated.
  static Optional<ApiError> refusal(ApiRequest request, Operation operation) {
    List<String> known = known(operation);
    for (Map.Entry<String, List<String>> parameter :
        new TreeMap<>(request.queryParameters()).entrySet()) {
      String name = parameter.getKey();
      if (!known.contains(name)) {
        return Optional.of(ApiError.parameterInvalid(name, unknown(known)));
      }
      if (parameter.getValue().size() > 1) {
        return Optional.of(ApiError.repeated(name));
      }
    }
    return Optional.empty();
  }

  private static List<String> known(Operation operation) {
    return switch (operation) {
      case PAUSE_AD, UNPAUSE_AD, PAUSE_AD_CAMPAIGN, UNPAUSE_AD_CAMPAIGN -> List.of();
      case RETRIEVE_AD, RETRIEVE_AD_CAMPAIGN -> IGNORED;
      case LIST_ADS -> joined(List.of(AD_CAMPAIGN_ID), joined(OF_LISTS, IGNORED));
      case LIST_AD_CAMPAIGNS -> joined(OF_LISTS, IGNORED);
    };
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String unknown(List<String> known) {
    return known.isEmpty()
        ? "A query parameter is unknown. This route takes none; its parameters belong in the"
            + " request body."
        : "A query parameter is unknown. This route takes " + String.join(", ", known) + ".";
  }
}
