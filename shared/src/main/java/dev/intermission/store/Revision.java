package dev.intermission.store;

/// Identifies one state of a record. Each write of its status or pause makes a new one. Only the
/// store that gave it knows what is in it.
public interface Revision {}
