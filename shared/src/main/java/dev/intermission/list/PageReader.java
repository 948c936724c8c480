package dev.intermission.list;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import dev.intermission.model.WireName;
import dev.intermission.pause.AccountAccess;
import dev.intermission.port.AccountRecords;
import dev.intermission.port.AccountRows;
import dev.intermission.port.Batch;
import dev.intermission.port.ItemError;
import dev.intermission.port.Position;
import dev.intermission.port.Reading;
import dev.intermission.port.StoreUnavailableException;
import dev.intermission.port.Stored;
import dev.intermission.port.Stretch;
import dev.intermission.port.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Reads pages of lists: keys from the lagging index, then the records themselves, which are looked
/// at once more. What was left out then is made up for from the rows behind, so that a page is not
/// empty while others follow, unless its calls or keys run out: official clients stop at an empty
/// one.
final class PageReader<S extends Enum<S> & WireName, T> {
  /// The most keys that are read for a page.
  static final int MAXIMUM_KEYS = 1000;

  /// The most calls of the store for a page: with the credential and what its account granted, at
  /// 2.2 s each, they end inside the function's time-out.
  static final int MAXIMUM_CALLS = 4;

  /// Of them, to the index.
  private static final int MAXIMUM_INDEX_CALLS = 2;

  /// Rows that are read beside those of a full page. Some tell whether more follows, and take the
  /// places of records that are left out.
  private static final int READ_AHEAD = 50;

  /// What the store could not get to it is asked for again after this time, then after twice it.
  private static final Duration BACK_OFF = Duration.ofMillis(100);

  private final AccountRecords<S, T> records;
  private final AccountAccess access;
  private final BiFunction<T, Instant, T> shownAt;
  private final BiPredicate<ListFilter<S>, T> shows;
  private final Waiting waiting;
  private final InstantSource clock;

  /// @param shownAt the record as an answer shows it at a time
  /// @param shows whether a filter shows the record as it is then
  PageReader(
      AccountRecords<S, T> records,
      AccountAccess access,
      BiFunction<T, Instant, T> shownAt,
      BiPredicate<ListFilter<S>, T> shows,
      Waiting waiting,
      InstantSource clock) {
    this.records = records;
    this.access = access;
    this.shownAt = shownAt;
    this.shows = shows;
    this.waiting = waiting;
    this.clock = clock;
  }

  ListOutcome<T> read(AccountList<S> list, PageRequest page, Caller caller, Instant now) {
    return switch (access.decide(list.operation(), caller, list.account())) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          new Run(actor.account(), list, page, now).read();
      case AccountAccess.Decision.NotFound() -> new ListOutcome.NotFound<>();
      case AccountAccess.Decision.NotGranted(Scope scope) -> new ListOutcome.NotGranted<>(scope);
    };
  }

  /// One page being read.
  private final class Run {
    private final AccountId account;
    private final AccountList<S> list;
    private final PageRequest page;
    private final Instant now;

    /// Rows that may be shown, in the order of reading.
    private final List<Position> candidates = new ArrayList<>();

    /// What became of them: what is shown, or that nothing is.
    private final Map<String, Optional<T>> decided = new HashMap<>();

    private final List<ItemError> broken = new ArrayList<>();

    /// The last row that was read and is the account's. Another's is no place in this list.
    private @Nullable Position lastRow;

    private boolean isIndexAtEnd;
    private int calls;

    Run(AccountId account, AccountList<S> list, PageRequest page, Instant now) {
      this.account = account;
      this.list = list;
      this.page = page;
      this.now = now;
      this.isIndexAtEnd = list.filter().created().isEmpty();
    }

    ListOutcome<T> read() {
      if (!readRows()) {
        return new ListOutcome.NoIndex<>();
      }
      readRecords();
      return new ListOutcome.Shown<>(page());
    }

    /// @return whether there is an index to read
    private boolean readRows() {
      boolean newestFirst = (list.direction() == Direction.DESC) != page.backwards();
      int limit = page.size() + READ_AHEAD;
      int left = MAXIMUM_KEYS;
      Position from = page.from();
      while (calls < MAXIMUM_INDEX_CALLS && !isIndexAtEnd && candidates.size() <= page.size()) {
        calls++;
        Optional<AccountRows<S>> rows =
            records.rows(
                new Stretch(
                    account,
                    list.filter().adCampaign(),
                    list.filter().created(),
                    newestFirst,
                    from,
                    limit),
                now);
        if (rows.isEmpty()) {
          return false;
        }
        for (AccountRows.Row<S> row : rows.get().rows()) {
          from = row.position();
          add(row);
        }
        isIndexAtEnd = rows.get().isLast();
        left -= rows.get().rows().size();
        limit = left;
      }
      return true;
    }

    private void add(AccountRows.Row<S> row) {
      if (row.account() != null && !row.account().equals(account)) {
        return;
      }
      lastRow = row.position();
      S status = list.filter().status();
      if (status == null || status == row.status()) {
        candidates.add(lastRow);
      }
    }

    private void readRecords() {
      Duration backOff = BACK_OFF;
      for (Set<String> open = open(); !open.isEmpty() && calls < MAXIMUM_CALLS; open = open()) {
        calls++;
        Batch<T> batch = records.findAll(open);
        for (String id : open) {
          if (!batch.unanswered().contains(id)) {
            decided.put(id, Optional.ofNullable(batch.found().get(id)).flatMap(this::show));
          }
        }
        if (!batch.unanswered().isEmpty()) {
          if (calls == MAXIMUM_CALLS && decided.containsKey(candidates.getFirst().id())) {
            // The page ends before the first record that is missing.
            return;
          }
          if (calls == MAXIMUM_CALLS) {
            throw new StoreUnavailableException("A page was not answered at all.", null);
          }
          waiting.until(clock.instant().plus(backOff));
          backOff = backOff.multipliedBy(2);
        }
      }
    }

    /// What has to be read for a full page.
    private Set<String> open() {
      Set<String> open = new LinkedHashSet<>();
      int places = page.size();
      for (Position candidate : candidates) {
        Optional<T> shown = decided.get(candidate.id());
        if (shown == null) {
          open.add(candidate.id());
        }
        if ((shown == null || shown.isPresent()) && --places == 0) {
          break;
        }
      }
      return open;
    }

    /// The record, if it belongs on the page: the row may have been outdated.
    private Optional<T> show(Stored<T> stored) {
      if (!stored.belongsTo(account)) {
        return Optional.empty();
      }
      return switch (stored.reading()) {
        case Reading.Whole<T>(T whole) -> {
          T shown = shownAt.apply(whole, now);
          yield shows.test(list.filter(), shown) ? Optional.of(shown) : Optional.empty();
        }
        case Reading.Broken<T>(ItemError error) -> {
          broken.add(error);
          yield Optional.empty();
        }
      };
    }

    private Page<T> page() {
      List<Page.Entry<T>> shown = new ArrayList<>();
      int used = 0;
      while (used < candidates.size() && shown.size() < page.size()) {
        Position candidate = candidates.get(used);
        Optional<T> record = decided.get(candidate.id());
        if (record == null) {
          break;
        }
        record.ifPresent(it -> shown.add(new Page.Entry<>(it, list.cursor(candidate))));
        used++;
      }
      // Behind it no row that may be shown was used; null at the end of the list, which is also
      // where no row is the account's: a campaign of another account looks like one without ads.
      Position stop =
          used < candidates.size() ? candidates.get(used - 1) : isIndexAtEnd ? null : lastRow;
      boolean isBehindAnother = page.from() != null;
      String near = shown.isEmpty() ? null : shown.getFirst().cursor();
      String far = stop == null ? null : list.cursor(stop);
      if (!page.backwards()) {
        return new Page<>(shown, false, near, far, far != null, isBehindAnother, broken);
      }
      if (far == null && !shown.isEmpty()) {
        far = shown.getLast().cursor();
      }
      return new Page<>(
          shown.reversed(),
          true,
          far,
          isBehindAnother ? near : null,
          isBehindAnother,
          stop != null,
          broken);
    }
  }
}
