/// Ads and ad campaigns as the two API pages describe them: every member, every derived figure, and
/// nothing about where they are stored or how they travel. All records are immutable and safe to
/// share between threads.
@NullMarked
package dev.intermission.model;

import org.jspecify.annotations.NullMarked;
