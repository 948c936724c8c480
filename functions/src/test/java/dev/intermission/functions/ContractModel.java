package dev.intermission.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The contract, written a second time, from its documents alone. As plain as possible, and without
/// any rule of the production code. [ContractModelTest] holds the functions against it.
///
/// Not for several threads.
final class ContractModel {
  static final String UPDATE = "ad_campaign:update";
  static final String BASIC = "ad_campaign:basic:read";
  static final String PASS = "access_pass:basic:read";
  static final String BALANCE = "company:balance:read";

  /// Placeholder for the id of a pause made by the last step. It cannot be foreseen.
  static final String FRESH = "fresh";

  static final Duration LIMIT = Duration.ofDays(366);

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String ORIGINAL = "2025-01-01";

  /// Those that are asked in, some of each shape.
  static final Set<String> VERSIONS =
      Set.of(ORIGINAL, "2026-07-08", "2026-07-08-1", "2026-07-20", "2026-10-15-1");

  /// The routes, and the scopes that a credential must hold for them.
  enum Operation {
    PAUSE_AD("POST", "/ads/", "/pause", UPDATE),
    UNPAUSE_AD("POST", "/ads/", "/unpause", UPDATE),
    RETRIEVE_AD("GET", "/ads/", "", BASIC),
    LIST_ADS("GET", "/ads", "", BASIC),
    PAUSE_CAMPAIGN("POST", "/ad_campaigns/", "/pause", UPDATE, PASS, BALANCE),
    UNPAUSE_CAMPAIGN("POST", "/ad_campaigns/", "/unpause", UPDATE, PASS, BALANCE),
    RETRIEVE_CAMPAIGN("GET", "/ad_campaigns/", "", BASIC, PASS, BALANCE),
    LIST_CAMPAIGNS("GET", "/ad_campaigns", "", BASIC, PASS, BALANCE);

    final String method;
    final String path;
    final String verb;
    private final String scopes;

    Operation(String method, String path, String verb, String... scopes) {
      this.method = method;
      this.path = path;
      this.verb = verb;
      this.scopes = String.join(" ", scopes);
    }

    Stream<String> scopes() {
      return Stream.of(scopes.split(" ", -1));
    }

    boolean ofCampaigns() {
      return path.startsWith("/ad_campaigns");
    }
  }

  enum Kind {
    ACCOUNT_KEY,
    APP_KEY,
    USER_TOKEN,
    JWT,
    /// One that never counts.
    BAD
  }

  /// @param owner the account, app or user that it was given to
  /// @param account the one that a JWT is for
  /// @param expires null: never
  record Credential(
      String id,
      Kind kind,
      String owner,
      String account,
      Set<String> scopes,
      @Nullable String pinned,
      @Nullable Instant expires) {}

  /// The meaning of a request body.
  sealed interface Body {
    /// No pause time in the body. It is absent, empty, an empty object, or has null for the time
    /// where a time is allowed.
    record Nothing() implements Body {}

    /// @param time the one that is written, to the nanosecond
    /// @param andMore whether there are digits beyond that are not zero
    record Until(Instant time, boolean andMore) implements Body {}

    record Bad(String code, @Nullable String param) implements Body {}
  }

  /// A request for one record.
  ///
  /// @param version null: the header is absent
  /// @param written what the body says, the same for bodies that say the same
  /// @param large whether the body is over 4 KB
  /// @param timersFail whether no schedule can be made at that time
  record Asked(
      Operation operation,
      String id,
      Credential credential,
      @Nullable String version,
      Body body,
      String written,
      boolean large,
      boolean timersFail,
      String query,
      @Nullable String key) {}

  /// A request for a list; null: the parameter is absent.
  record AskedList(
      Operation operation,
      Credential credential,
      @Nullable String version,
      @Nullable String account,
      @Nullable String status,
      @Nullable Integer first) {}

  /// The response that a request must get.
  sealed interface Expected {
    /// As the first request with its key was.
    record Replayed(Kept kept) implements Expected {}

    record Shown(JsonNode record) implements Expected {}

    record Page(List<JsonNode> data, boolean hasNext) implements Expected {}

    /// @param named one of these must be named in the message, if there are any
    record Refused(
        int status, String type, @Nullable String code, @Nullable String param, Set<String> named)
        implements Expected {}
  }

  /// A used key, and the response that its first request got.
  ///
  /// @param request what makes a request the same
  /// @param pauseId of the timed pause that was shown, or null
  record Kept(
      String request, Instant since, int status, String body, String id, @Nullable String pauseId) {
    /// 24 hours on, rounded up to a whole second. A row's time to live is in whole seconds.
    Instant until() {
      Instant dayLater = since.plus(Duration.ofHours(24));
      return dayLater.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /// A record as it must be stored.
  static final class Row {
    final String id;
    final String account;
    final boolean campaign;
    final Map<String, AttributeValue> platform;
    final Map<String, JsonNode> firstResponses;
    final JsonNode firstResponse;
    String status;
    String updatedAt;
    String title;
    @Nullable Instant until;
    @Nullable String pauseId;
    @Nullable String changedBy;
    int rev;

    /// Its timed pauses up to now, the newest last.
    final List<Timer> pauses = new ArrayList<>();

    /// @param firstResponses to GET, before anything happens to it, by the version
    Row(Map<String, AttributeValue> item, Map<String, JsonNode> firstResponses) {
      this.platform = item;
      this.firstResponses = firstResponses;
      firstResponse = Objects.requireNonNull(firstResponses.get(ORIGINAL));
      id = item.get("id").s();
      account = item.get("account_id").s();
      campaign = id.startsWith("adcamp_");
      status = item.get("status").s();
      updatedAt = item.get("updated_at").s();
      title = firstResponse.path("title").textValue();
    }

    String createdAt() {
      return firstResponse.path("created_at").textValue();
    }

    /// Whether it is paused until a time that has come, though nothing ended it yet.
    boolean isOver(Instant now) {
      return status.equals("paused") && until != null && !until.isAfter(now);
    }

    String shownStatus(Instant now) {
      return isOver(now) ? "active" : status;
    }

    JsonNode shown(Instant now, String version) {
      ObjectNode shown = Objects.requireNonNull(firstResponses.get(version)).deepCopy();
      boolean over = isOver(now);
      shown.put("status", over ? "active" : status);
      shown.put("updated_at", over && until != null ? MILLISECONDS.format(until) : updatedAt);
      shown.put("title", title);
      if (shown.has("delivery_status") && shownStatus(now).equals("paused")) {
        shown.put("delivery_status", "paused");
      }
      if (campaign) {
        shown.put("paused_until", over || until == null ? null : MILLISECONDS.format(until));
      }
      return shown;
    }

    Map<String, AttributeValue> item() {
      Map<String, AttributeValue> item = new HashMap<>(platform);
      item.put("status", AttributeValue.fromS(status));
      item.put("updated_at", AttributeValue.fromS(updatedAt));
      if (!title.equals(firstResponse.path("title").textValue())) {
        item.put("title", AttributeValue.fromS(title));
      }
      if (rev > 0) {
        item.put("rev", AttributeValue.fromN(Integer.toString(rev)));
      }
      if (changedBy != null) {
        item.put("changed_by", AttributeValue.fromS(changedBy));
      }
      if (pauseId != null) {
        item.put("pause_id", AttributeValue.fromS(pauseId));
      }
      if (until != null) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        item.put("paused_until", AttributeValue.fromN(Long.toString(until.getEpochSecond())));
        item.put("due_pk", AttributeValue.fromS("DUE#" + Math.floorMod(crc.getValue(), 8)));
      }
      return item;
    }
  }

  /// @param at when it fires
  /// @param until when its pause ends
  record Timer(String campaign, String pauseId, Instant until, Instant at) {}

  final Map<String, Row> rows = new TreeMap<>();

  /// The schedules, by the pauses that they are for.
  final Map<String, Timer> timers = new TreeMap<>();

  /// Kept responses of requests with a key, by `owner key`.
  final Map<String, Kept> kept = new TreeMap<>();

  /// Scopes that accounts granted, by `grantee account`.
  final Map<String, Set<String>> grants;

  Instant now;

  ContractModel(Instant now, Map<String, Set<String>> grants) {
    this.now = now;
    this.grants = grants;
  }

  // ------------------------------------------------------------------ requests

  Expected answer(Asked asked) {
    if (asked.large()) {
      return new Expected.Refused(413, "invalid_request_error", null, null, Set.of());
    }
    Expected refusal = admission(asked.operation(), asked.credential(), asked.version());
    if (refusal != null) {
      return refusal;
    }
    if (!asked.query().isEmpty()
        && (asked.operation().method.equals("POST") || !asked.query().startsWith("?stats_from="))) {
      return invalid(parameter(asked));
    }
    if (asked.key() != null && asked.operation().method.equals("POST")) {
      if (asked.key().isEmpty() || asked.key().length() > 255) {
        return invalid("Idempotency-Key");
      }
      Kept before = kept.get(keyOf(asked));
      if (before != null && now.isBefore(before.until())) {
        return before.request().equals(request(asked))
            ? replayed(before, asked)
            : new Expected.Refused(400, "bad_request", null, "Idempotency-Key", Set.of());
      }
    }
    return answerAnew(asked);
  }

  private Expected answerAnew(Asked asked) {
    String form = asked.operation().ofCampaigns() ? "adcamp_" : "ad_";
    if (!asked.id().matches(form + "[A-Za-z0-9]{1,64}")) {
      return invalid("id");
    }
    Instant until = null;
    switch (asked.body()) {
      case Body.Bad(String code, String param) -> {
        return invalid(code, param);
      }
      case Body.Until(Instant time, boolean andMore) -> {
        if (asked.operation() != Operation.PAUSE_CAMPAIGN
            || !isLater(time, andMore, now)
            || isLater(time, andMore, now.plus(LIMIT))) {
          return invalid("paused_until");
        }
        until = roundedUp(time, andMore);
      }
      case Body.Nothing() -> {}
    }
    Row row = rows.get(asked.id());
    if (row == null) {
      return notFound();
    }
    Expected refusal = access(asked.operation(), asked.credential(), row.account);
    if (refusal != null) {
      return refusal;
    }
    String by = asked.credential().id();
    boolean allowed =
        switch (asked.operation()) {
          case RETRIEVE_AD, RETRIEVE_CAMPAIGN, LIST_ADS, LIST_CAMPAIGNS -> true;
          case PAUSE_AD -> changeAd(row, "paused", by);
          case UNPAUSE_AD -> changeAd(row, "active", by);
          case PAUSE_CAMPAIGN -> pauseCampaign(row, until, by, asked.timersFail());
          case UNPAUSE_CAMPAIGN -> unpauseCampaign(row, by);
        };
    return allowed
        ? new Expected.Shown(row.shown(now, effectiveVersion(asked.credential(), asked.version())))
        : new Expected.Refused(400, "bad_request", null, null, Set.of());
  }

  Expected answer(AskedList asked) {
    Expected refusal = admission(asked.operation(), asked.credential(), asked.version());
    if (refusal != null) {
      return refusal;
    }
    Credential credential = asked.credential();
    String account =
        asked.account() != null
            ? asked.account()
            : credential.kind() == Kind.ACCOUNT_KEY
                ? credential.owner()
                : credential.kind() == Kind.JWT ? credential.account() : null;
    if (account == null) {
      return invalid("parameter_missing", "account_id");
    }
    Set<String> statuses =
        asked.operation().ofCampaigns()
            ? Set.of("active", "paused", "inactive", "stale")
            : Set.of("active", "paused", "in_review", "rejected");
    if (asked.status() != null && !statuses.contains(asked.status())) {
      return invalid("status");
    }
    if (asked.first() != null && (asked.first() < 1 || asked.first() > 100)) {
      return invalid("first");
    }
    refusal = access(asked.operation(), credential, account);
    if (refusal != null) {
      return refusal;
    }
    List<JsonNode> all =
        rows.values().stream()
            .filter(row -> row.campaign == asked.operation().ofCampaigns())
            .filter(row -> row.account.equals(account))
            .filter(row -> asked.status() == null || row.shownStatus(now).equals(asked.status()))
            .sorted(Comparator.comparing(Row::createdAt).reversed())
            .map(row -> row.shown(now, effectiveVersion(credential, asked.version())))
            .toList();
    int size = Math.min(all.size(), asked.first() == null ? 20 : asked.first());
    return new Expected.Page(all.subList(0, size), size < all.size());
  }

  /// Credential, version, scopes of the route; null: it may come in.
  private @Nullable Expected admission(
      Operation operation, Credential credential, @Nullable String header) {
    if (credential.kind() == Kind.BAD
        || (credential.expires() != null && !now.isBefore(credential.expires()))) {
      return new Expected.Refused(401, "unauthorized", null, null, Set.of());
    }
    if (!VERSIONS.contains(effectiveVersion(credential, header))) {
      return new Expected.Refused(
          400, "bad_request", null, "Api-Version-Date", Set.of("2026-10-15-1"));
    }
    return lacking(operation, credential.scopes());
  }

  // ------------------------------------------------------------------ keys

  /// Keeps the response to a request with a key, unless it was itself a replay.
  void keep(Asked asked, Expected expected, int status, String body) {
    boolean lasts =
        expected instanceof Expected.Shown
            || (expected instanceof Expected.Refused refused
                && !Objects.equals(refused.param(), "Idempotency-Key")
                && !Objects.equals(refused.param(), "Api-Version-Date")
                && asked.query().isEmpty()
                && (refused.status() == 400 || refused.status() == 404));
    if (asked.key() == null || asked.operation().method.equals("GET") || !lasts) {
      return;
    }
    Row row = rows.get(asked.id());
    boolean timed = status == 200 && asked.body() instanceof Body.Until && row != null;
    kept.put(
        keyOf(asked),
        new Kept(
            request(asked),
            now,
            status,
            body,
            asked.id(),
            timed && row != null ? row.pauseId : null));
  }

  /// Replays a kept response. A timed pause that is still the current one gets its timer again if
  /// that was lost, also when its time has come meanwhile.
  private Expected replayed(Kept before, Asked asked) {
    Row row = rows.get(before.id());
    if (row != null
        && before.pauseId() != null
        && before.pauseId().equals(row.pauseId)
        && row.until != null
        && !asked.timersFail()) {
      arm(row, row.until);
    }
    return new Expected.Replayed(before);
  }

  /// The name of the one query parameter.
  private static String parameter(Asked asked) {
    return asked.query().substring(1, asked.query().indexOf('='));
  }

  private static String keyOf(Asked asked) {
    Credential credential = asked.credential();
    return credential.owner() + " " + credential.account() + " " + asked.key();
  }

  private static String request(Asked asked) {
    return String.join(
        " ",
        asked.operation().name(),
        asked.id(),
        effectiveVersion(asked.credential(), asked.version()),
        asked.written());
  }

  // ------------------------------------------------------------------ who may do what

  private static String effectiveVersion(Credential credential, @Nullable String header) {
    return header != null ? header : credential.pinned() != null ? credential.pinned() : ORIGINAL;
  }

  /// The account of a record or list; null: it granted what is needed.
  private @Nullable Expected access(Operation operation, Credential credential, String account) {
    return switch (credential.kind()) {
      case ACCOUNT_KEY -> credential.owner().equals(account) ? null : notFound();
      case JWT ->
          credential.account().equals(account)
              ? granted(operation, credential, account)
              : notFound();
      case APP_KEY, USER_TOKEN -> granted(operation, credential, account);
      case BAD -> throw new IllegalStateException("not admitted");
    };
  }

  private @Nullable Expected granted(Operation operation, Credential credential, String account) {
    Set<String> scopes = grants.get(credential.owner() + " " + account);
    return scopes == null ? notFound() : lacking(operation, scopes);
  }

  private static @Nullable Expected lacking(Operation operation, Set<String> scopes) {
    List<String> missing = operation.scopes().filter(scope -> !scopes.contains(scope)).toList();
    return missing.isEmpty()
        ? null
        : new Expected.Refused(403, "forbidden", null, null, Set.copyOf(missing));
  }

  private static Expected notFound() {
    return new Expected.Refused(404, "not_found", null, null, Set.of());
  }

  private static Expected invalid(String param) {
    return invalid("parameter_invalid", param);
  }

  private static Expected invalid(String code, @Nullable String param) {
    return new Expected.Refused(400, "invalid_request_error", code, param, Set.of());
  }

  private static boolean isLater(Instant time, boolean andMore, Instant than) {
    return time.isAfter(than) || (time.equals(than) && andMore);
  }

  private static Instant roundedUp(Instant time, boolean andMore) {
    Instant second = Instant.ofEpochSecond(time.getEpochSecond());
    return isLater(time, andMore, second) ? second.plusSeconds(1) : second;
  }

  // ------------------------------------------------------------------ what happens to records

  /// False if its state forbids it.
  private boolean changeAd(Row ad, String to, String by) {
    if (ad.status.equals("in_review") || ad.status.equals("rejected")) {
      return false;
    }
    if (!ad.status.equals(to)) {
      write(ad, to, by, now);
    }
    return true;
  }

  private boolean pauseCampaign(Row row, @Nullable Instant until, String by, boolean timersFail) {
    if (row.status.equals("inactive") || row.status.equals("stale")) {
      return false;
    }
    boolean pausedNow = row.shownStatus(now).equals("paused");
    boolean alreadySo = pausedNow && (until == null ? row.until == null : until.equals(row.until));
    if (!alreadySo) {
      forgetPause(row, true);
      write(row, "paused", by, now);
      row.pauseId = FRESH;
      row.until = until;
    }
    if (until != null && !timersFail) {
      arm(row, until);
    }
    return true;
  }

  /// Makes sure of the schedule of its present pause.
  private void arm(Row row, Instant until) {
    String pauseId = Objects.requireNonNull(row.pauseId);
    Instant soonest = roundedUp(now.plusSeconds(10), false);
    timers.putIfAbsent(
        pauseId, new Timer(row.id, pauseId, until, until.isAfter(soonest) ? until : soonest));
  }

  private boolean unpauseCampaign(Row row, String by) {
    if (row.status.equals("inactive") || row.status.equals("stale")) {
      return false;
    }
    if (row.status.equals("paused")) {
      Instant end = row.until;
      boolean over = end != null && !end.isAfter(now);
      forgetPause(row, true);
      write(row, "active", by, over ? end : now);
    }
    return true;
  }

  /// The platform changes a status, by its own rules.
  void platformSets(Row row, String status) {
    forgetPause(row, false);
    write(row, status, null, now);
  }

  /// A schedule fires, or somebody says that it does.
  ///
  /// @return whether the function must succeed
  boolean deliver(String campaign, String pauseId) {
    Row row = rows.get(campaign);
    if (row == null
        || !row.status.equals("paused")
        || row.until == null
        || !pauseId.equals(row.pauseId)) {
      return true;
    }
    Duration early = Duration.between(now, row.until);
    if (early.compareTo(Duration.ofMinutes(2)) > 0) {
      return true;
    }
    if (early.compareTo(Duration.ofSeconds(5)) > 0) {
      return false;
    }
    if (early.isPositive()) {
      now = row.until;
    }
    end(row, "schedule");
    return true;
  }

  /// All schedules that are due fire.
  ///
  /// @param lost whether nobody hears them
  void ring(boolean lost) {
    List<Timer> due = timers.values().stream().filter(timer -> !timer.at().isAfter(now)).toList();
    for (Timer timer : due) {
      timers.remove(timer.pauseId());
      if (!lost) {
        deliver(timer.campaign(), timer.pauseId());
      }
    }
  }

  void sweep() {
    for (Row row : rows.values()) {
      if (row.isOver(now.minusSeconds(90))) {
        end(row, "sweep");
      }
    }
  }

  /// The name of the pause that was made last.
  void name(Row row, String pauseId) {
    Timer timer = timers.remove(FRESH);
    if (timer != null) {
      timers.put(pauseId, new Timer(timer.campaign(), pauseId, timer.until(), timer.at()));
    }
    row.pauseId = pauseId;
    if (row.until != null) {
      row.pauses.add(new Timer(row.id, pauseId, row.until, row.until));
    }
  }

  private void end(Row row, String by) {
    Instant ended = row.until;
    if (ended == null) {
      throw new IllegalStateException("a pause without an end");
    }
    forgetPause(row, false);
    write(row, "active", by, ended);
  }

  private void forgetPause(Row row, boolean withTimer) {
    if (withTimer && row.until != null && row.pauseId != null) {
      timers.remove(row.pauseId);
    }
    row.until = null;
    row.pauseId = null;
  }

  private static void write(Row row, String status, @Nullable String by, Instant at) {
    row.status = status;
    row.changedBy = by;
    row.updatedAt = MILLISECONDS.format(at);
    row.rev++;
  }
}
