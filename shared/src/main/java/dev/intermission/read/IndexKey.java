package dev.intermission.read;

/// A place among an account's records, whether or not a record stands there any more. They stand by
/// the time of their creation; those of one time in an order that the store keeps to.
///
/// @param createdAt as it is stored, whatever form it has
/// @param id as it is stored
public record IndexKey(String createdAt, String id) {}
