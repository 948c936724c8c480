package dev.intermission.functions.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.administer.IssueCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.Rfc3339;
import dev.intermission.model.UserId;
import dev.intermission.model.WireName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what an operator hands to the function. What is not understood is refused by the member's
/// name, never passed over: an operator who mistypes `expires_at` must not get a key without an
/// end. A null member is an absent one. No refusal repeats a value.
public final class OperatorRequestReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ACTIONS =
      "issue_credential, list_credentials, narrow_credential, revoke_credential,"
          + " record_installation, remove_installation, record_membership or remove_membership";
  private static final String TIME =
      "an RFC 3339 date-time with seconds and an offset, such as 2027-01-31T09:00:00Z";
  private static final int MAXIMUM_BYTES = 16 * 1024;
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_#]{1,200}");

  private final ApiVersions versions;

  /// @param versions what a credential may be pinned to
  public OperatorRequestReader(ApiVersions versions) {
    this.versions = versions;
  }

  /// Reads one request.
  ///
  /// @throws IOException if the stream does
  public OperatorRequest read(InputStream input) throws IOException {
    byte[] bytes = input.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      return new OperatorRequest.Refused(
          ApiError.parameterInvalid(null, "The request is larger than 16 KB."));
    }
    try {
      Members members = Members.of(new String(bytes, StandardCharsets.UTF_8));
      OperatorRequest request = read(members);
      members.end();
      return request;
    } catch (RefusedException e) {
      return new OperatorRequest.Refused(e.error);
    }
  }

  private OperatorRequest read(Members members) {
    return switch (members.required("action", ACTIONS, Optional::of)) {
      case "issue_credential" -> issue(members);
      case "list_credentials" -> list(members);
      case "narrow_credential" -> narrow(members);
      case "revoke_credential" -> new OperatorRequest.Revoke(members.credentialId());
      case "record_installation" ->
          new OperatorRequest.RecordGrant(members.app(), members.account(), members.scopes());
      case "record_membership" ->
          new OperatorRequest.RecordGrant(members.user(), members.account(), members.scopes());
      case "remove_installation" ->
          new OperatorRequest.RemoveGrant(members.app(), members.account());
      case "remove_membership" ->
          new OperatorRequest.RemoveGrant(members.user(), members.account());
      default -> throw new RefusedException(ApiError.mustBe("action", ACTIONS));
    };
  }

  private OperatorRequest issue(Members members) {
    String requestId =
        members.required(
            "request_id",
            "1 to 128 letters, digits, dots, underscores, colons and hyphens",
            text -> Optional.of(text).filter(it -> REQUEST_ID.matcher(it).matches()));
    Holder holder =
        switch (members.required(
            "kind",
            "account_api_key, app_api_key or user_oauth_token",
            text -> WireName.find(SecretKind.class, text))) {
          case ACCOUNT_API_KEY -> new Holder.Account(members.account());
          case APP_API_KEY -> members.app();
          case USER_OAUTH_TOKEN -> members.user();
        };
    Set<Scope> scopes = members.scopes();
    Instant notBefore = members.time("not_before");
    Instant expiresAt = members.time("expires_at");
    if (expiresAt == null && holder instanceof Holder.User) {
      throw new RefusedException(ApiError.parameterMissing("expires_at", TIME));
    }
    return new OperatorRequest.Issue(
        new IssueCredential.Request(
            requestId,
            holder,
            scopes,
            notBefore,
            expiresAt,
            members.optional(
                "api_version",
                "a supported API version",
                text -> Optional.of(text).filter(versions::isKnown)),
            members.optional(
                "secret_sha256", "64 lower-case hexadecimal digits", SecretHash::parse)));
  }

  private static OperatorRequest list(Members members) {
    if (members.has("credential_id")) {
      return new OperatorRequest.Show(members.credentialId());
    }
    Holder holder =
        members.has("app_id")
            ? members.app()
            : members.has("user_id") ? members.user() : new Holder.Account(members.account());
    return new OperatorRequest.ListOf(
        holder,
        members.optional(
            "after",
            "the value of next in the list before",
            text -> Optional.of(text).filter(it -> CURSOR.matcher(it).matches())));
  }

  private static OperatorRequest narrow(Members members) {
    CredentialId id = members.credentialId();
    Instant expiresAt = members.time("expires_at");
    boolean hasScopes = members.has("scopes") || expiresAt == null;
    return new OperatorRequest.Narrow(
        id, new Narrowing(hasScopes ? members.scopes() : null, expiresAt));
  }

  /// Ends the reading; caught in this class.
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    RefusedException(ApiError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }
  }

  /// The members of one object, read to its end. Those that nobody asked for are unknown ones.
  private static final class Members {
    private static final String SCOPES =
        Arrays.stream(Scope.values())
            .map(Scope::wireName)
            .collect(Collectors.joining(", ", "a list of these, each at most once: ", ""));

    /// Stands for a value that is neither a text nor a list of texts.
    private static final Object ANOTHER_TYPE = new Object();

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Set<String> asked = new HashSet<>();

    static Members of(String text) {
      Members members = new Members();
      try (JsonParser json = JSON.createParser(text)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw invalidJson("The request must be a JSON object.", null);
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
          members.readMember(json);
        }
        if (json.nextToken() != null) {
          throw invalidJson("The request must be one JSON object, and nothing after it.", null);
        }
      } catch (JsonProcessingException e) {
        throw invalidJson("The request is not valid JSON.", null);
      } catch (IOException e) {
        throw new UncheckedIOException("reading from a string", e);
      }
      return members;
    }

    private void readMember(JsonParser json) throws IOException {
      String name = json.currentName();
      if (!seen.add(name)) {
        throw invalidJson("A field appears twice in the request.", name);
      }
      switch (json.nextToken()) {
        case VALUE_NULL -> {}
        case VALUE_STRING -> values.put(name, json.getText());
        case START_ARRAY -> values.put(name, texts(json));
        default -> {
          json.skipChildren();
          values.put(name, ANOTHER_TYPE);
        }
      }
    }

    private static Object texts(JsonParser json) throws IOException {
      List<String> texts = new ArrayList<>();
      boolean areTexts = true;
      for (JsonToken it = json.nextToken(); it != JsonToken.END_ARRAY; it = json.nextToken()) {
        json.skipChildren();
        areTexts &= it == JsonToken.VALUE_STRING;
        texts.add(json.getText());
      }
      return areTexts ? texts : ANOTHER_TYPE;
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    /// @param form what it must be, for the operator
    /// @param parse gives nothing for a text of another form
    <T> @Nullable T optional(String name, String form, Function<String, Optional<T>> parse) {
      asked.add(name);
      Object value = values.get(name);
      if (value == null) {
        return null;
      }
      return (value instanceof String text ? parse.apply(text) : Optional.<T>empty())
          .orElseThrow(() -> mustBe(name, form));
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
      Object value = values.get("scopes");
      if (value == null) {
        throw new RefusedException(ApiError.parameterMissing("scopes", SCOPES));
      }
      Set<Scope> scopes = EnumSet.noneOf(Scope.class);
      boolean areScopes =
          value instanceof List<?> names
              && names.stream()
                  .allMatch(name ->
                      WireName.find(Scope.class, (String) name).filter(scopes::add).isPresent());
      if (!areScopes) {
        throw mustBe("scopes", SCOPES);
      }
      return scopes;
    }

    /// Refuses what nobody asked for.
    void end() {
      seen.stream()
          .filter(name -> !asked.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw new RefusedException(
                ApiError.parameterInvalid(
                    name,
                    "The request has an unknown field. This action takes "
                        + String.join(", ", new TreeSet<>(asked))
                        + "."));
          });
    }

    private static RefusedException mustBe(String name, String form) {
      return new RefusedException(ApiError.mustBe(name, form));
    }

    private static RefusedException invalidJson(String message, @Nullable String param) {
      return new RefusedException(ApiError.invalidJson(message, param));
    }
  }
}
