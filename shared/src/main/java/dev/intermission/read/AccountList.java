package dev.intermission.read;

import dev.intermission.access.Operation;
import dev.intermission.model.AccountId;
import dev.intermission.model.WireName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One list of an account's records: what a cursor counts for. A cursor holds a place in the list
/// and a checksum over the place and the list, so that one of another list, or one that somebody
/// changed, is told from a good one. It is no secret and opens nothing: whoever makes one up gets a
/// place in a list that he may read anyway, since the account is never the cursor's.
///
/// @param operation says which kind of record it lists
/// @param filter which of the account's records it shows
public record AccountList<S extends WireName>(
    Operation operation, AccountId account, ListFilter<S> filter, Direction direction) {

  /// The first byte of a cursor. A change of its form takes another one.
  private static final byte VERSION = 1;

  private static final int CHECKSUM_AT = 1;
  private static final int PLACE_AT = CHECKSUM_AT + Integer.BYTES;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  /// Writes a place in this list as clients see it.
  public String cursor(IndexKey place) {
    byte[] createdAt = place.createdAt().getBytes(StandardCharsets.UTF_8);
    byte[] id = place.id().getBytes(StandardCharsets.UTF_8);
    return TEXT.encodeToString(
        ByteBuffer.allocate(PLACE_AT + Short.BYTES + createdAt.length + id.length)
            .put(VERSION)
            .putInt(checksum(place))
            .putShort((short) createdAt.length)
            .put(createdAt)
            .put(id)
            .array());
  }

  /// Reads a cursor that somebody sent; empty if it is none of this list.
  public Optional<IndexKey> position(String cursor) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)).position(PLACE_AT);
      byte[] createdAt = new byte[Short.toUnsignedInt(bytes.getShort())];
      bytes.get(createdAt);
      byte[] id = new byte[bytes.remaining()];
      bytes.get(id);
      IndexKey place =
          new IndexKey(
              new String(createdAt, StandardCharsets.UTF_8),
              new String(id, StandardCharsets.UTF_8));
      // Version, checksum and spelling in one: a cursor is exactly what this list would write. One
      // that somebody made up may still be of a time that the list leaves out.
      return cursor.equals(cursor(place)) && filter.created().contains(place.createdAt())
          ? Optional.of(place)
          : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private int checksum(IndexKey place) {
    List<String> parts = new ArrayList<>();
    parts.add(operation.id());
    parts.add(account.value());
    parts.add(filter.status() == null ? "" : filter.status().wireName());
    parts.add(direction.wireName());
    parts.add(place.createdAt());
    parts.add(place.id());
    add(parts, "created_after", filter.created().after());
    add(parts, "created_before", filter.created().before());
    add(parts, "ad_campaign_id", filter.adCampaign() == null ? null : filter.adCampaign().value());
    CRC32 crc = new CRC32();
    for (String part : parts) {
      crc.update(part.getBytes(StandardCharsets.UTF_8));
      crc.update(0);
    }
    return (int) crc.getValue();
  }

  /// Nothing for nothing: cursors of lists without such a filter stay as they were.
  private static void add(List<String> parts, String name, @Nullable Object value) {
    if (value != null) {
      parts.add(name);
      parts.add(value.toString());
    }
  }
}
