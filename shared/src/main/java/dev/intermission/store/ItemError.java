package dev.intermission.store;

/// A stored item that breaks the item contract. An attribute is missing, of the wrong type, or
/// holds a value that is not on the list. Never mended with a made-up value.
///
/// @param attribute the attribute found wrong, the first if it is one that must be there
public record ItemError(String table, String id, String attribute) {}
