package dev.intermission.functions.operator;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.json.StrictObject;
import dev.intermission.functions.json.StrictObject.Fault;
import dev.intermission.functions.json.StrictObject.Value;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.Rfc3339;
import dev.intermission.model.UserId;
import dev.intermission.model.WireName;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of an operator's request, each read as its own type. An action takes the fields that
/// were asked for; all others are unknown.
///
/// A field that cannot be read ends the reading with a [RefusedException], which names it.
final class OperatorFields {
  static final String TIME =
      "an RFC 3339 date-time with seconds and an offset, such as 2027-01-31T09:00:00Z";
  private static final String SCOPES =
      Arrays.stream(Scope.values())
          .map(Scope::wireName)
          .collect(Collectors.joining(", ", "a list of these, each at most once: ", ""));

  private final StrictObject object;
  private final Set<String> asked = new HashSet<>();

  private OperatorFields(StrictObject object) {
    this.object = object;
  }

  static OperatorFields of(String text) {
    StrictObject object = StrictObject.read(text);
    if (object.repeated() != null) {
      throw invalidJson("A field appears twice in the request.", object.repeated());
    }
    switch (object.isAbsent() ? Fault.NOT_AN_OBJECT : object.fault()) {
      case null -> {}
      case NOT_JSON -> throw invalidJson("The request is not valid JSON.", null);
      case NOT_AN_OBJECT -> throw invalidJson("The request must be a JSON object.", null);
      case TRAILING_CONTENT ->
          throw invalidJson("The request must be one JSON object, and nothing after it.", null);
    }
    return new OperatorFields(object);
  }

  boolean has(String name) {
    return object.value(name) != null;
  }

  /// @param form the right form, for the operator
  /// @param parse gives nothing for a text of another form
  <T> @Nullable T optional(String name, String form, Function<String, Optional<T>> parse) {
    asked.add(name);
    Value value = object.value(name);
    if (value == null) {
      return null;
    }
    return (value instanceof Value.Text(String text) ? parse.apply(text) : Optional.<T>empty())
        .orElseThrow(() -> new RefusedException(ApiError.mustBe(name, form)));
  }

  <T> T required(String name, String form, Function<String, Optional<T>> parse) {
    T value = optional(name, form, parse);
    if (value == null) {
      throw new RefusedException(ApiError.parameterMissing(name, form));
    }
    return value;
  }

  CredentialId credentialId() {
    return required("credential_id", ApiError.idForm(CredentialId.PREFIX), CredentialId::parse);
  }

  AccountId account() {
    return required("account_id", ApiError.idForm(AccountId.PREFIX), AccountId::parse);
  }

  Holder.App app() {
    return new Holder.App(required("app_id", ApiError.idForm(AppId.PREFIX), AppId::parse));
  }

  Holder.User user() {
    return new Holder.User(required("user_id", ApiError.idForm(UserId.PREFIX), UserId::parse));
  }

  @Nullable Instant time(String name) {
    return optional(name, TIME, Rfc3339::parse);
  }

  Set<Scope> scopes() {
    asked.add("scopes");
    Value value = object.value("scopes");
    if (value == null) {
      throw new RefusedException(ApiError.parameterMissing("scopes", SCOPES));
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    boolean areScopes =
        value instanceof Value.Texts(var names)
            && names.stream()
                .allMatch(name -> WireName.find(Scope.class, name).filter(scopes::add).isPresent());
    if (!areScopes) {
      throw new RefusedException(ApiError.mustBe("scopes", SCOPES));
    }
    return scopes;
  }

  /// Refuses the first field that nobody asked for.
  void end() {
    for (String name : object.names()) {
      if (!asked.contains(name)) {
        throw new RefusedException(
            ApiError.parameterInvalid(
                name,
                "The request has an unknown field. This action takes "
                    + String.join(", ", new TreeSet<>(asked))
                    + "."));
      }
    }
  }

  private static RefusedException invalidJson(String message, @Nullable String param) {
    return new RefusedException(ApiError.invalidJson(message, param));
  }
}
