/// Ads and ad campaigns as the API reference describes them. Every field and every derived figure
/// is here, and nothing about where they are stored or how they travel. All records are immutable
/// and safe to share between threads.
@NullMarked
package dev.intermission.model;

import org.jspecify.annotations.NullMarked;
