package dev.intermission.model;

/// The call-to-action button on an ad. The API reference's 31 values, and 3 of newer versions.
public enum CallToAction implements WireName {
  LEARN_MORE,
  SHOP_NOW,
  SIGN_UP,
  SUBSCRIBE,
  GET_STARTED,
  BOOK_NOW,
  APPLY_NOW,
  CONTACT_US,
  DOWNLOAD,
  ORDER_NOW,
  BUY_NOW,
  GET_QUOTE,
  MESSAGE_PAGE,
  WHATSAPP_MESSAGE,
  INSTAGRAM_MESSAGE,
  CALL_NOW,
  GET_DIRECTIONS,
  SEND_UPDATES,
  GET_OFFER,
  WATCH_MORE,
  LISTEN_NOW,
  PLAY_GAME,
  OPEN_LINK,
  NO_BUTTON,
  GET_OFFER_VIEW,
  GET_EVENT_TICKETS,
  SEE_MENU,
  REQUEST_TIME,
  EVENT_RSVP,
  SEE_DETAILS,
  VIEW_INSTAGRAM_PROFILE,
  DONATE_NOW,
  SEE_MORE,
  VISIT_SITE;

  /// Whether the API reference's shape has the word, too.
  public boolean isInApiReference() {
    return compareTo(VIEW_INSTAGRAM_PROFILE) <= 0;
  }
}
