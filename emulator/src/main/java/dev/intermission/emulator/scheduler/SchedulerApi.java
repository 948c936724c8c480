package dev.intermission.emulator.scheduler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Scheduler's REST-JSON API over [Schedules]: paths, fields and errors as the SDK knows them.
final class SchedulerApi extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerApi.class);

  /// @param after how long to hold the response back
  private record Reply(ObjectNode body, Duration after) {}

  private final Schedules schedules;

  SchedulerApi(Schedules schedules) {
    this.schedules = schedules;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Reply reply;
    try {
      reply = answer(request);
    } catch (ServiceError e) {
      reply = error(e, response);
    } catch (RuntimeException | IOException e) {
      LOG.error("The local Scheduler failed at {}", request.getHttpURI().getPath(), e);
      reply = error(ServiceError.internal("The local Scheduler failed; see its log."), response);
    }
    String body = reply.body().toString();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    Runnable write = () -> Content.Sink.write(response, true, body, callback);
    if (reply.after().isZero()) {
      write.run();
    } else {
      request
          .getComponents()
          .getScheduler()
          .schedule(write, reply.after().toMillis(), TimeUnit.MILLISECONDS);
    }
    return true;
  }

  private Reply answer(Request request) throws IOException {
    if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
      throw ServiceError.fromAWebPage();
    }
    String[] path = request.getHttpURI().getPath().split("/", -1);
    if (path.length < 2 || path.length > 3) {
      throw ServiceError.unknownOperation();
    }
    String name = path.length == 3 ? decoded(path[2]) : "";
    Fields query = Request.extractQueryParameters(request);
    ObjectNode body = Json.parseObject(Content.Source.asString(request, StandardCharsets.UTF_8));
    String operation = request.getMethod() + " /" + path[1] + (path.length == 3 ? "/{Name}" : "");
    return switch (operation) {
      case "POST /schedules/{Name}" -> create(name, body);
      case "GET /schedules/{Name}" ->
          now(full(schedules.schedule(query.getValue("groupName"), name)));
      case "DELETE /schedules/{Name}" -> {
        schedules.delete(query.getValue("groupName"), name);
        yield now(Json.object());
      }
      case "GET /schedules" -> now(list(query));
      case "POST /schedule-groups/{Name}" ->
          now(Json.object().put("ScheduleGroupArn", schedules.arn(schedules.createGroup(name))));
      default -> throw ServiceError.unknownOperation();
    };
  }

  private Reply create(String name, ObjectNode body) {
    return switch (schedules.faults().creation()) {
      case DeliveryFaults.Creation.Normal _ -> now(scheduleArn(schedules.create(name, body)));
      case DeliveryFaults.Creation.ServerFailure _ ->
          throw ServiceError.internal("Internal error (on request).");
      case DeliveryFaults.Creation.Throttled _ -> throw ServiceError.throttling();
      case DeliveryFaults.Creation.Hang(Duration hang) ->
          new Reply(scheduleArn(schedules.create(name, body)), hang);
    };
  }

  /// All schedules in one response, which may be more than AWS would give at once.
  private ObjectNode list(Fields query) {
    if (query.getSize() > 0) {
      throw ServiceError.validation("The local Scheduler lists all schedules: it takes no filter.");
    }
    ObjectNode all = Json.object();
    ArrayNode summaries = all.putArray("Schedules");
    schedules
        .schedules()
        .values()
        .forEach(armed -> {
          ObjectNode summary = full(armed.schedule());
          summary.putObject("Target").put("Arn", armed.schedule().target().arn());
          summaries.add(
              summary.retain(
                  "Arn",
                  "Name",
                  "GroupName",
                  "State",
                  "Target",
                  "CreationDate",
                  "LastModificationDate"));
        });
    return all;
  }

  private ObjectNode full(Schedule schedule) {
    return Json.tree(schedule).put("Arn", schedules.arn(schedule));
  }

  private ObjectNode scheduleArn(Schedule schedule) {
    return Json.object().put("ScheduleArn", schedules.arn(schedule));
  }

  private static Reply now(ObjectNode body) {
    return new Reply(body, Duration.ZERO);
  }

  private static Reply error(ServiceError error, Response response) {
    response.setStatus(error.status());
    response.getHeaders().put("x-amzn-ErrorType", error.type());
    return now(Json.object().put("__type", error.type()).put("Message", error.text()));
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return segment;
    }
  }
}
