package dev.intermission.emulator.template;

/// The template says something that the local runner cannot do. The message begins with the place,
/// as in `Resources.PauseAdFunction.Properties.Timeout: ...`, so that it can be shown as it is.
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A refusal of what stands at `place`.
  public TemplateException(String place, String problem) {
    super(place + ": " + problem);
  }
}
