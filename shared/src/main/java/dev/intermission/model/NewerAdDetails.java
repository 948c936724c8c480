package dev.intermission.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of an ad that only versions from 2026-07-20 show. The platform may leave out any of it.
///
/// @param deliveryStatus the platform's word, which may be stale; or null
/// @param platform null when the platform stored none
/// @param leadForm a stored object, passed through as it is
public record NewerAdDetails(
    @Nullable AdDeliveryStatus deliveryStatus,
    @Nullable AdPlatform platform,
    Conversions conversions,
    @Nullable String existingPostId,
    @Nullable Map<String, @Nullable Object> leadForm,
    @Nullable String leadFormId,
    @Nullable MessagingConfig messagingConfig,
    @Nullable Boolean multiAdvertiserAds,
    @Nullable Music music,
    @Nullable String postId,
    @Nullable PostSource postSource,
    @Nullable String postThumbnailUrl,
    @Nullable Translations translations) {

  /// The first message of a conversation that an ad starts.
  public record MessagingConfig(@Nullable String keyword, @Nullable String message) {}

  /// The music of an ad.
  public record Music(String id, @Nullable String name, @Nullable String url) {}

  /// The languages that an ad is translated into by the platform.
  public record Translations(List<String> automaticLanguages, String sourceLanguage) {
    /// Copies the list.
    public Translations {
      automaticLanguages = List.copyOf(automaticLanguages);
    }
  }
}
