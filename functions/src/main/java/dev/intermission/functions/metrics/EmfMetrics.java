package dev.intermission.functions.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.metrics.Metrics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Metrics as lines of CloudWatch's embedded metric format. They go to standard output as they are,
/// since Lambda's own JSON log format would escape them.
public final class EmfMetrics implements Metrics {
  private static final JsonFactory JSON = new JsonFactory();

  private final String namespace;
  private final InstantSource clock;
  private final PrintStream out;

  /// @param namespace the CloudWatch namespace
  /// @param out where CloudWatch reads
  public EmfMetrics(String namespace, InstantSource clock, PrintStream out) {
    this.namespace = namespace;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void record(Measure measure, long value) {
    out.println(line(measure, value));
  }

  /// The metric's name in CloudWatch, such as `ResumedBySweep`.
  public static String name(Measure measure) {
    return Arrays.stream(measure.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining());
  }

  private String line(Measure measure, long value) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", clock.instant().toEpochMilli());
      json.writeArrayFieldStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringField("Namespace", namespace);
      json.writeArrayFieldStart("Dimensions");
      json.writeStartArray();
      json.writeEndArray();
      json.writeEndArray();
      json.writeArrayFieldStart("Metrics");
      json.writeStartObject();
      json.writeStringField("Name", name(measure));
      json.writeStringField(
          "Unit",
          switch (measure.unit()) {
            case COUNT -> "Count";
            case SECONDS -> "Seconds";
          });
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeNumberField(name(measure), value);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }
}
