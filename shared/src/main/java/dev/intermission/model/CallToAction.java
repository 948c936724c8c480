package dev.intermission.model;

/// The call-to-action button on an ad: the page's 31 values.
public enum CallToAction implements WireName {
  LEARN_MORE("learn_more"),
  SHOP_NOW("shop_now"),
  SIGN_UP("sign_up"),
  SUBSCRIBE("subscribe"),
  GET_STARTED("get_started"),
  BOOK_NOW("book_now"),
  APPLY_NOW("apply_now"),
  CONTACT_US("contact_us"),
  DOWNLOAD("download"),
  ORDER_NOW("order_now"),
  BUY_NOW("buy_now"),
  GET_QUOTE("get_quote"),
  MESSAGE_PAGE("message_page"),
  WHATSAPP_MESSAGE("whatsapp_message"),
  INSTAGRAM_MESSAGE("instagram_message"),
  CALL_NOW("call_now"),
  GET_DIRECTIONS("get_directions"),
  SEND_UPDATES("send_updates"),
  GET_OFFER("get_offer"),
  WATCH_MORE("watch_more"),
  LISTEN_NOW("listen_now"),
  PLAY_GAME("play_game"),
  OPEN_LINK("open_link"),
  NO_BUTTON("no_button"),
  GET_OFFER_VIEW("get_offer_view"),
  GET_EVENT_TICKETS("get_event_tickets"),
  SEE_MENU("see_menu"),
  REQUEST_TIME("request_time"),
  EVENT_RSVP("event_rsvp"),
  SEE_DETAILS("see_details"),
  VIEW_INSTAGRAM_PROFILE("view_instagram_profile");

  private final String wireName;

  CallToAction(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
