package dev.intermission.model;

/// Where the post that an ad shows comes from.
public enum PostSource implements WireName {
  FACEBOOK,
  INSTAGRAM
}
