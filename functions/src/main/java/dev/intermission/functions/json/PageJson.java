package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.read.Page;
import java.io.IOException;

/// A list page: its records, and whether there are more before and after it.
public final class PageJson {
  private PageJson() {}

  /// Writes one list page.
  ///
  /// @param page holds the JSON of its records
  public static void write(JsonGenerator json, Page<String> page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("data");
    for (String record : page.records()) {
      json.writeRawValue(record);
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
