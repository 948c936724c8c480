package dev.intermission.model;

/// The events that may count as an ad's results.
public enum ResultEvent implements WireName {
  PURCHASE,
  LEAD,
  SCHEDULE,
  SUBMIT_APPLICATION,
  CONTACT,
  COMPLETE_REGISTRATION,
  VIEW_CONTENT,
  ADD_TO_CART,
  CUSTOM,
  MESSAGING_CONVERSATION
}
