package dev.intermission.model;

/// How bad an issue is. Versions from 2026-07-20 call it the issue's category.
public enum IssueSeverity implements WireName {
  INFORMATION,
  WARNING,
  ERROR
}
