package dev.intermission.functions;

import dev.intermission.functions.ContractModel.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One step of [ContractModelTest]. It says everything about itself without the steps before it, so
/// that any of them may be left out.
sealed interface ContractStep {
  List<String> CAMPAIGNS = List.of("adcamp_a", "adcamp_b", "adcamp_c", "adcamp_x");
  String LONGEST_KEY = "longest";
  String TOO_LONG_KEY = "too long";
  List<String> ADS = List.of("ad_a", "ad_b", "ad_x");

  /// A client's request for one record.
  ///
  /// @param query with its question mark, or empty
  /// @param key for `Idempotency-Key`; null: there is none
  record Call(
      Operation operation,
      String id,
      String credential,
      @Nullable String version,
      Content body,
      boolean timersFail,
      String query,
      @Nullable String key)
      implements ContractStep {}

  record AskForList(
      Operation operation,
      String credential,
      @Nullable String version,
      @Nullable String account,
      @Nullable String status,
      @Nullable Integer first)
      implements ContractStep {}

  /// Nothing is done but that time passes.
  sealed interface Passing extends ContractStep {}

  record LetPass(Duration time) implements Passing {}

  /// Lets time pass up to the next end of a pause, if there is one.
  ///
  /// @param off how much later
  record LetPassToEnd(Duration off) implements Passing {}

  /// Lets time pass up to when the newest key is forgotten.
  ///
  /// @param off how much later
  record LetPassToForget(Duration off) implements Passing {}

  /// Schedules that are due fire.
  record Ring(Delivery delivery) implements ContractStep {}

  enum Delivery {
    NORMAL,
    TWICE,
    LOST
  }

  /// A schedule fires whether it is due or not.
  ///
  /// @param which counts timed pauses back from the newest; one more than there are is unknown
  /// @param hint what it says about the end
  record Deliver(String campaign, int which, Hint hint) implements ContractStep {}

  enum Hint {
    ITS_OWN,
    /// The end of the pause that there is now.
    THE_PRESENT,
    LONG_AGO,
    FAR_AHEAD
  }

  record Sweep() implements ContractStep {}

  /// The platform changes a status.
  record PlatformSets(String id, String status) implements ContractStep {}

  /// The platform changes something else.
  record PlatformRenames(String id, String title) implements ContractStep {}

  /// A body, or what becomes one.
  sealed interface Content {
    /// @param text null: there is none
    record Empty(@Nullable String text) implements Content {}

    /// @param code of the refusal
    /// @param param of the refusal
    record Bad(String text, String code, @Nullable String param) implements Content {}

    /// `{"paused_until":null}`
    record NoEnd() implements Content {}

    record Large() implements Content {}

    /// A time. What it is, is settled when it is first sent; a request that is sent again says the
    /// same.
    ///
    /// @param number names it
    /// @param off from its base
    /// @param andMore whether something finer than a nanosecond is added
    record Time(int number, Base base, Duration off, boolean andMore, Form form)
        implements Content {}
  }

  enum Base {
    NOW,
    /// 366 days from now.
    LIMIT,
    /// When the record's own pause ends.
    END
  }

  /// The ways to write a time.
  enum Form {
    UTC("Z", ZoneOffset.UTC, 0),
    UTC_IN_SMALL("z", ZoneOffset.UTC, 0),
    ZEROS("Z", ZoneOffset.UTC, 3),
    NINE_DIGITS("Z", ZoneOffset.UTC, 9),
    UNKNOWN_OFFSET("-00:00", ZoneOffset.UTC, 0),
    EAST("+05:45", ZoneOffset.ofHoursMinutes(5, 45), 0),
    FAR_EAST("+14:00", ZoneOffset.ofHours(14), 1),
    WEST("-08:00", ZoneOffset.ofHours(-8), 0);

    private static final DateTimeFormatter LOCAL =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS");

    private final String end;
    private final ZoneOffset offset;
    private final int digits;

    Form(String end, ZoneOffset offset, int digits) {
      this.end = end;
      this.offset = offset;
      this.digits = digits;
    }

    String write(Instant time, boolean andMore) {
      String all = LOCAL.format(time.atOffset(offset)) + (andMore ? "001" : "");
      int dot = all.indexOf('.');
      int length = all.length();
      while (length > dot + 1 + digits && all.charAt(length - 1) == '0') {
        length--;
      }
      String written = all.substring(0, length == dot + 1 ? dot : length) + end;
      return this == UTC_IN_SMALL ? written.toLowerCase(Locale.ROOT) : written;
    }
  }

  /// Makes random sequences; everything follows from the seed.
  final class Generator {
    private static final List<String> NO_TIMES =
        List.of(
            "\"\"",
            "\"soon\"",
            "\"2026-12-01\"",
            "\"2026-12-01T11:00:00\"",
            "\"2026-12-01T11:00Z\"",
            "\"2026-12-01 11:00:00Z\"",
            "\"2026-12-01T24:00:00Z\"",
            "\"2026-12-31T23:59:60Z\"",
            "\"2026-12-01T11:60:00Z\"",
            "\"2026-11-31T11:00:00Z\"",
            "\"2027-02-29T11:00:00Z\"",
            "\"2026-12-01T11:00:00+24:00\"",
            "\"2026-12-01T11:00:00+0100\"",
            "\"2026-12-01T11:00:00.Z\"",
            "\"2026-12-01T11:00:00,5Z\"",
            "\" 2026-12-01T11:00:00Z\"",
            "\"12026-12-01T11:00:00Z\"",
            "\"1796122800\"",
            "1796122800",
            "true",
            "{}",
            "[\"2026-12-01T11:00:00Z\"]");

    private final Random random;
    private final boolean keys;
    private final List<Call> calls = new ArrayList<>();
    private int times;
    private int keysSoFar;

    /// @param keys whether requests may come with an `Idempotency-Key`
    Generator(long seed, boolean keys) {
      random = new Random(seed);
      this.keys = keys;
    }

    List<ContractStep> steps(int count) {
      List<ContractStep> steps = new ArrayList<>();
      while (steps.size() < count) {
        ContractStep last = steps.isEmpty() ? null : steps.getLast();
        boolean goOn = random.nextInt(3) > 0;
        if (goOn && last instanceof LetPassToEnd(Duration off)) {
          steps.add(atAnEnd(off.isNegative()));
        } else if (goOn && last instanceof Call call && call.timersFail()) {
          steps.add(repeated(call));
        } else {
          steps.add(step());
        }
      }
      return steps;
    }

    private ContractStep step() {
      return switch (pick(48, keys ? 36 : 14, 7, 5, 14, 2, 2, 1, 6, 1, keys ? 2 : 0)) {
        case 0 -> remembered(call());
        case 1 -> calls.isEmpty() ? remembered(call()) : again();
        case 2 -> list();
        case 3 ->
            new LetPass(
                oneOf(
                    Duration.ofMillis(1),
                    Duration.ofMillis(250),
                    Duration.ofMillis(999),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(31),
                    Duration.ofMinutes(30),
                    Duration.ofHours(30)));
        case 4 ->
            new LetPassToEnd(
                oneOf(
                    Duration.ofMillis(-120_001),
                    Duration.ofSeconds(-120),
                    Duration.ofMillis(-5001),
                    Duration.ofSeconds(-5),
                    Duration.ofMillis(-1),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofMillis(1),
                    Duration.ofMillis(89_999),
                    Duration.ofSeconds(90),
                    Duration.ofHours(1)));
        case 5 -> ring();
        case 6 -> deliver();
        case 7 -> new Sweep();
        case 8 ->
            random.nextInt(3) > 0
                ? new PlatformSets(
                    campaign(), oneOf("active", "active", "paused", "inactive", "stale"))
                : new PlatformSets(
                    oneOf(ADS), oneOf("active", "active", "paused", "in_review", "rejected"));
        case 9 ->
            new PlatformRenames(
                random.nextBoolean() ? oneOf(CAMPAIGNS) : oneOf(ADS), "New " + random.nextInt(100));
        default -> new LetPassToForget(Duration.ofSeconds(random.nextBoolean() ? -2 : 2));
      };
    }

    /// Draws a step for when a pause is about to end, or just has.
    private ContractStep atAnEnd(boolean isToCome) {
      return switch (isToCome ? pick(5, 80, 5, 10, 0) : pick(15, 30, 10, 30, 15)) {
        case 0 -> ring();
        case 1 -> isToCome ? new Deliver("adcamp_a", 0, oneOf(Hint.values())) : deliver();
        case 2 -> new Sweep();
        case 3 ->
            new AskForList(
                Operation.LIST_CAMPAIGNS, "cred_all", null, null, oneOf("active", "paused"), null);
        default ->
            new Call(
                Operation.UNPAUSE_CAMPAIGN,
                "adcamp_a",
                "cred_all",
                null,
                new Content.Empty(null),
                false,
                "",
                keys ? key() : null);
      };
    }

    private ContractStep ring() {
      return new Ring(oneOf(Delivery.NORMAL, Delivery.NORMAL, Delivery.TWICE, Delivery.LOST));
    }

    private ContractStep deliver() {
      int which = pick(45, 50, 5);
      return new Deliver(
          campaign(),
          which,
          which > 0 && random.nextBoolean() ? Hint.THE_PRESENT : oneOf(Hint.values()));
    }

    /// Remembers a call that is worth repeating.
    private Call remembered(Call call) {
      if (!keys || (call.key() != null && call.operation().method.equals("POST"))) {
        calls.add(call);
      }
      return call;
    }

    private static Call repeated(Call call) {
      return new Call(
          call.operation(),
          call.id(),
          call.credential(),
          call.version(),
          call.body(),
          false,
          call.query(),
          call.key());
    }

    /// An earlier request; often with one thing changed.
    private Call again() {
      Call call = calls.get(calls.size() - 1 - random.nextInt(Math.min(5, calls.size())));
      int changed = random.nextBoolean() ? -1 : random.nextInt(6);
      boolean get = call.operation().method.equals("GET");
      return new Call(
          call.operation(),
          changed == 5 ? call.operation().ofCampaigns() ? "adcamp_b" : "ad_b" : call.id(),
          changed == 0
              ? credential()
              : changed == 1 ? relative(call.credential()) : call.credential(),
          changed == 2 ? oneOf("2025-01-01", "2026-07-08") : call.version(),
          changed == 3 && !get ? body(call.operation()) : call.body(),
          false,
          changed == 4 ? query() : call.query(),
          call.key());
    }

    private Call call() {
      Operation operation =
          List.of(
                  Operation.PAUSE_CAMPAIGN,
                  Operation.UNPAUSE_CAMPAIGN,
                  Operation.RETRIEVE_CAMPAIGN,
                  Operation.PAUSE_AD,
                  Operation.UNPAUSE_AD,
                  Operation.RETRIEVE_AD)
              .get(pick(40, 14, 18, 11, 9, 8));
      String id =
          switch (pick(80, 14, 3, 3)) {
            case 0 -> operation.ofCampaigns() ? "adcamp_a" : "ad_a";
            case 1 -> operation.ofCampaigns() ? campaign() : oneOf(ADS);
            case 2 -> operation.ofCampaigns() ? "adcamp_none" : "ad_none";
            default ->
                operation.ofCampaigns()
                    ? oneOf("adcamp_", "ad_a", "ADCAMP_a", "adcamp_a-b", "adcamp_" + "a".repeat(65))
                    : oneOf("ad_", "adcamp_a", "Ad_a", "ad_a.b", "ad_" + "a".repeat(65));
          };
      boolean get = operation.method.equals("GET");
      Call call =
          new Call(
              operation,
              id,
              credential(),
              version(),
              get ? new Content.Empty(null) : body(operation),
              operation == Operation.PAUSE_CAMPAIGN && random.nextInt(4) == 0,
              random.nextInt(100) < (get ? 30 : 5) ? query() : "",
              keys && random.nextInt(100) < 60 ? key() : null);
      return random.nextInt(100) < 8 ? withFaults(call) : call;
    }

    /// With several things wrong, which come to light in the contract's order.
    private Call withFaults(Call call) {
      boolean get = call.operation().method.equals("GET");
      return new Call(
          call.operation(),
          random.nextBoolean() ? "ad_-" : oneOf("adcamp_none", "ad_none", "adcamp_x", "ad_x"),
          random.nextBoolean()
              ? oneOf("cred_reader", "cred_nobalance", "cred_app", "cred_user", "cred_revoked")
              : call.credential(),
          random.nextInt(3) == 0 ? "latest" : null,
          get || random.nextBoolean()
              ? call.body()
              : oneOf(new Content.Bad("x", "invalid_json", null), new Content.Large()),
          false,
          call.query(),
          call.key() == null || random.nextBoolean() ? call.key() : "");
    }

    /// Of which only the second is known, and only where a record is read.
    private String query() {
      return oneOf("?window=1", "?stats_from=2026-01-01", "?paused_until=2026-12-01T11:00:00Z");
    }

    /// Mostly a new one.
    private String key() {
      return switch (pick(76, 12, 4, 4, 4)) {
        case 0 -> "k" + keysSoFar++;
        case 1 -> "k" + random.nextInt(keysSoFar + 1);
        case 2 -> "";
        case 3 -> LONGEST_KEY;
        default -> TOO_LONG_KEY;
      };
    }

    private AskForList list() {
      boolean campaigns = random.nextBoolean();
      return new AskForList(
          campaigns ? Operation.LIST_CAMPAIGNS : Operation.LIST_ADS,
          credential(),
          version(),
          oneOf(null, null, "biz_demo", "biz_demo", "biz_other", "biz_none"),
          oneOf(null, "active", "paused", campaigns ? "stale" : "rejected", "gone"),
          oneOf(null, null, null, 1, 2, 0));
    }

    private Content body(Operation operation) {
      boolean timed = operation == Operation.PAUSE_CAMPAIGN;
      return switch (pick(timed ? 25 : 85, timed ? 60 : 4, 2, 5, 2, 2)) {
        case 0 ->
            oneOf(
                new Content.Empty(null),
                new Content.Empty(""),
                new Content.Empty("{}"),
                new Content.Empty("null"),
                new Content.Empty(" \n"),
                new Content.Empty("{" + " ".repeat(4094) + "}"),
                timed ? new Content.NoEnd() : new Content.Empty(" { } "));
        case 1 -> time();
        case 2 -> new Content.NoEnd();
        case 3 ->
            new Content.Bad(
                "{\"paused_until\":" + oneOf(NO_TIMES) + "}", "parameter_invalid", "paused_until");
        case 4 ->
            oneOf(
                new Content.Bad("x", "invalid_json", null),
                new Content.Bad("nul", "invalid_json", null),
                new Content.Bad("[]", "invalid_json", null),
                new Content.Bad("{\"paused_until\":", "invalid_json", null),
                new Content.Bad("{}{}", "invalid_json", null),
                new Content.Bad("{\"until\":null}", "parameter_invalid", "until"));
        default -> new Content.Large();
      };
    }

    private Content time() {
      Base base = oneOf(Base.NOW, Base.NOW, Base.NOW, Base.NOW, Base.LIMIT, Base.END, Base.END);
      Duration off =
          switch (base) {
            case NOW ->
                oneOf(
                    Duration.ofSeconds(-1),
                    Duration.ZERO,
                    Duration.ofNanos(1),
                    Duration.ofMillis(1),
                    Duration.ofMillis(700),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(10_001),
                    Duration.ofSeconds(100),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    Duration.ofNanos(random.nextLong(86_400_000_000_000L)));
            case LIMIT ->
                oneOf(
                    Duration.ofSeconds(-1),
                    Duration.ofMillis(-1),
                    Duration.ZERO,
                    Duration.ofNanos(1),
                    Duration.ofSeconds(1));
            case END ->
                oneOf(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofMillis(-1),
                    Duration.ofMillis(-999),
                    Duration.ofMillis(1),
                    Duration.ofSeconds(-1),
                    Duration.ofMinutes(1));
          };
      boolean andMore = random.nextInt(off.isZero() ? 2 : 20) == 0;
      return new Content.Time(times++, base, off, andMore, oneOf(Form.values()));
    }

    private String campaign() {
      return CAMPAIGNS.get(pick(70, 15, 10, 5));
    }

    private String credential() {
      return random.nextInt(100) < 55
          ? "cred_all"
          : oneOf(
              "cred_second",
              "cred_second",
              "cred_reader",
              "cred_nobalance",
              "cred_oldpin",
              "cred_ends",
              "cred_other",
              "cred_other",
              "cred_app",
              "cred_app",
              "cred_user",
              "cred_user",
              "jwt:user_m:t1",
              "jwt:user_n:t2",
              "none",
              "garbage",
              "cred_unknown",
              "cred_revoked");
    }

    /// Another credential of the same owner, or one whose owner is nearly the same.
    private String relative(String credential) {
      return switch (credential) {
        case "cred_user" -> "jwt:user_m:t1";
        case "jwt:user_m:t1" -> "cred_user";
        default -> oneOf("cred_all", "cred_second", "cred_reader");
      };
    }

    private @Nullable String version() {
      return random.nextInt(100) < 85
          ? null
          : oneOf("2025-01-01", "2026-07-20", "2026-10-15-1", "2026-10-15", "latest");
    }

    /// One of the numbers 0, 1, ..., with these weights.
    private int pick(int... weights) {
      int left = random.nextInt(Arrays.stream(weights).sum());
      int i = 0;
      while (left >= weights[i]) {
        left -= weights[i++];
      }
      return i;
    }

    @SafeVarargs
    private <T extends @Nullable Object> T oneOf(T... of) {
      return of[random.nextInt(of.length)];
    }

    private <T> T oneOf(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
