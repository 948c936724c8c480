package dev.intermission.model;

/// The product that a campaign promotes.
public record Product(String id, String title, String route) {}
