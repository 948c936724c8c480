package dev.intermission.pause;

import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.RecordId;
import dev.intermission.store.Stored;
import java.util.Optional;

/// Records that are looked at before they are written, where the last write found nothing.
///
/// A refused conditional write takes write capacity by the size of the item that refused it. So one
/// account's requests for a record of another one could use up what that record's owner needs to
/// pause it. A read takes a capacity of its own. The first request for a record that is missing, or
/// another account's, is a write all the same: only then is it known. Both take the same calls.
///
/// @param records where they are
/// @param missed what was asked for in vain
/// @param <R> the kind of record
public record CautiousRecords<R>(PauseRecords<R> records, ShortMemory missed)
    implements PauseRecords<R> {
  @Override
  public Optional<Stored<R>> find(RecordId id) {
    return records.find(id);
  }

  @Override
  public UpdateResult<R> update(StatusUpdate update) {
    String asked = update.account().value() + " " + update.id().value();
    UpdateResult<R> result =
        missed.has(asked, update.at()) && !isThere(update)
            ? new UpdateResult.Missing<>()
            : records.update(update);
    if (isMiss(result, update)) {
      missed.add(asked, update.at());
    }
    return result;
  }

  private boolean isThere(StatusUpdate update) {
    return records.find(update.id()).filter(found -> found.belongsTo(update.account())).isPresent();
  }

  private boolean isMiss(UpdateResult<R> result, StatusUpdate update) {
    return switch (result) {
      case UpdateResult.Missing<R>() -> true;
      case UpdateResult.Refused<R>(Stored<R> current) -> !current.belongsTo(update.account());
      case UpdateResult.Applied<R> ignored -> false;
      case UpdateResult.Unknown<R> ignored -> false;
    };
  }
}
