package dev.intermission.read;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import dev.intermission.model.Pausable;
import dev.intermission.model.WireName;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import dev.intermission.store.StoreUnavailableException;
import dev.intermission.store.Stored;
import dev.intermission.store.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Reads list pages: keys from the lagging index, then the records themselves. Records that do not
/// match any more are replaced from the rows behind, so that a page is empty only at the end of the
/// list, or when its budget is spent: official clients stop at an empty one.
final class PageReader<S extends Enum<S> & WireName, T extends Pausable<T>> {
  private final AccountRecords<S, T> records;
  private final AccountAccess access;
  private final PageBudget budget;
  private final BiPredicate<ListFilter<S>, T> shows;
  private final Waiting waiting;
  private final InstantSource clock;

  /// @param shows whether a filter shows the record as it is then
  PageReader(
      AccountRecords<S, T> records,
      AccountAccess access,
      PageBudget budget,
      BiPredicate<ListFilter<S>, T> shows,
      Waiting waiting,
      InstantSource clock) {
    this.records = records;
    this.access = access;
    this.budget = budget;
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

    private final PageDraft<T> draft;
    private boolean isIndexAtEnd;
    private int calls;

    Run(AccountId account, AccountList<S> list, PageRequest page, Instant now) {
      this.account = account;
      this.list = list;
      this.page = page;
      this.now = now;
      this.draft = new PageDraft<>(list, page);
      this.isIndexAtEnd = list.filter().created().isEmpty();
    }

    ListOutcome<T> read() {
      if (!readRows()) {
        return new ListOutcome.NoIndex<>();
      }
      readRecords();
      return new ListOutcome.Shown<>(draft.page(isIndexAtEnd));
    }

    /// @return whether there is an index to read
    private boolean readRows() {
      boolean newestFirst = (list.direction() == Direction.DESC) != page.backwards();
      int limit = page.size() + budget.readAhead();
      int left = budget.keys();
      IndexKey from = page.from();
      while (calls < budget.indexCalls()
          && left > 0
          && !isIndexAtEnd
          && !draft.hasRowsBeyondPage()) {
        calls++;
        Optional<AccountRows<S>> rows =
            records.rows(
                new IndexRange(
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
      S status = list.filter().status();
      draft.addRow(row.position(), status == null || status == row.status());
    }

    private void readRecords() {
      Iterator<Duration> waits = budget.waits().iterator();
      for (Set<String> unread = draft.unread();
          !unread.isEmpty() && calls < budget.calls();
          unread = draft.unread()) {
        calls++;
        BatchResult<T> batch = records.findAll(unread);
        for (String id : unread) {
          if (!batch.unanswered().contains(id)) {
            draft.addRecord(id, Optional.ofNullable(batch.found().get(id)).flatMap(this::show));
          }
        }
        if (batch.unanswered().isEmpty()) {
          continue;
        }
        if (calls < budget.calls()) {
          waiting.until(clock.instant().plus(waits.next()));
        } else if (!draft.isFirstRead()) {
          throw new StoreUnavailableException("A page was not answered at all.", null);
        }
      }
    }

    /// The record, if it belongs on the page: the row may have been outdated.
    private Optional<T> show(Stored<T> stored) {
      if (!stored.belongsTo(account)) {
        return Optional.empty();
      }
      return switch (stored.parsed()) {
        case Parsed.Valid<T>(T whole, List<ItemError> flaws) -> {
          T shown = whole.shownAt(now);
          if (!shows.test(list.filter(), shown)) {
            yield Optional.empty();
          }
          flaws.forEach(draft::addBroken);
          yield Optional.of(shown);
        }
        case Parsed.Invalid<T>(ItemError error) -> {
          draft.addBroken(error);
          yield Optional.empty();
        }
      };
    }
  }
}
