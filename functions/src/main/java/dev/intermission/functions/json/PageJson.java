package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.list.Page;
import java.io.IOException;

/// A page of a list: its records, and what is before and after it.
public final class PageJson {
  private PageJson() {}

  /// Writes one record.
  @FunctionalInterface
  public interface RecordJson<T> {
    /// @throws IOException if the generator does
    void write(JsonGenerator json, T record) throws IOException;
  }

  /// Writes one page.
  public static <T> void write(JsonGenerator json, Page<T> page, RecordJson<T> records)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("data");
    for (T record : page.records()) {
      records.write(json, record);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("page_info");
    json.writeStringField("start_cursor", page.startCursor());
    json.writeStringField("end_cursor", page.endCursor());
    json.writeBooleanField("has_next_page", page.hasNextPage());
    json.writeBooleanField("has_previous_page", page.hasPreviousPage());
    json.writeEndObject();
    json.writeEndObject();
  }
}
