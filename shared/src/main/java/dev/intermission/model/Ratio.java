package dev.intermission.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Quotients as every client reads them: decimal, half-even to 6 decimals, without trailing zeros.
final class Ratio {
  private static final int DECIMALS = 6;

  private Ratio() {}

  /// Divides; `whenNothing` is the result for a zero divisor.
  static BigDecimal of(BigDecimal dividend, BigDecimal divisor, BigDecimal whenNothing) {
    return divisor.signum() == 0 ? whenNothing : of(dividend, divisor);
  }

  /// @throws ArithmeticException if the divisor is zero
  static BigDecimal of(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
  }
}
