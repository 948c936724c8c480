package dev.intermission.functions.scheduler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.intermission.functions.json.StrictObject;
import dev.intermission.functions.json.StrictObject.Fault;
import dev.intermission.functions.json.StrictObject.Value;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import dev.intermission.resume.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The input that a schedule hands to the resume function. It is
/// `{"v":1,"id":...,"pause_id":...,"paused_until":...}`, with the time in epoch seconds. A schedule
/// may wait for 366 days, so every `v` that was ever written stays readable. It holds no text of a
/// caller, since EventBridge Scheduler expands some texts.
public final class ResumeInput {
  /// Makes parsers that also find a name that appears twice inside a value.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int VERSION = 1;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private ResumeInput() {}

  /// Writes the input for a timer.
  public static String write(Timer timer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("id", timer.id().value());
      json.writeStringField("pause_id", timer.pauseId().value());
      json.writeNumberField("paused_until", timer.until().getEpochSecond());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// Reads the input of a schedule. Fields that it does not know are passed over.
  ///
  /// @throws MalformedInputException if it is not such an input; the message never repeats what
  ///   came
  public static Timer read(InputStream input) {
    StrictObject object = object(input);
    Long version = integer(object, "v");
    Long pausedUntil = integer(object, "paused_until");
    switch (object.isAbsent() ? Fault.NOT_AN_OBJECT : object.fault()) {
      case null -> {}
      case NOT_JSON -> throw notJson();
      case NOT_AN_OBJECT -> throw new MalformedInputException("The input is no JSON object.", null);
      case TRAILING_CONTENT ->
          throw new MalformedInputException("The input is more than one JSON object.", null);
    }
    if (version == null || version != VERSION) {
      throw new MalformedInputException("The input has no version that is known here.", null);
    }
    String id = text(object, "id");
    String pauseId = text(object, "pause_id");
    if (id == null || pauseId == null || pausedUntil == null) {
      throw new MalformedInputException("The input lacks id, pause_id or paused_until.", null);
    }
    if (!UUID_FORM.matcher(pauseId).matches()) {
      throw new MalformedInputException("The input's pause_id has another form.", null);
    }
    try {
      return new Timer(
          AdCampaignId.parse(id)
              .orElseThrow(
                  () -> new MalformedInputException("The input's id has another form.", null)),
          new PauseId(pauseId),
          Instant.ofEpochSecond(pausedUntil));
    } catch (DateTimeException e) {
      throw new MalformedInputException("The input's paused_until is no time.", e);
    }
  }

  private static StrictObject object(InputStream input) {
    try (JsonParser json = JSON.createParser(input)) {
      return StrictObject.read(json);
    } catch (IOException e) {
      throw notJson();
    }
  }

  private static @Nullable String text(StrictObject object, String name) {
    return object.value(name) instanceof Value.Text(String text) ? text : null;
  }

  private static @Nullable Long integer(StrictObject object, String name) {
    try {
      return object.value(name) instanceof Value.WholeNumber(String digits)
          ? Long.valueOf(digits)
          : null;
    } catch (NumberFormatException e) {
      throw notJson();
    }
  }

  private static MalformedInputException notJson() {
    return new MalformedInputException("The input is no JSON.", null);
  }

  /// Signals an input that no schedule of ours was ever given. Thrown, so that it ends in the queue
  /// for failed resumes where somebody finds it.
  public static final class MalformedInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedInputException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
