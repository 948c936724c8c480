package dev.intermission.emulator.template;

/// The template declares something that the local runner does not support. The message begins with
/// the place, as in `Resources.PauseAdFunction.Properties.Timeout: ...`, so that it can be shown as
/// it is.
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A refusal of the value at `place`.
  public TemplateException(String place, String problem) {
    super(place + ": " + problem);
  }
}
