package dev.intermission.store;

/// Stands for the state that a record's status and pause were in when it was read: every writer of
/// either leads to another one. Only the store that gave it knows what is in it.
public interface Revision {}
