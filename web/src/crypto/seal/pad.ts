const padFloor = 4096;

/**
 * The padded length of n bytes: Padmé (PETS 2019, "Reducing Metadata Leakage from
 * Encrypted Files") of at least 4 096. It adds at most 6.2 % above that floor
 * (FORMAT.md, rules S).
 */
export function pad(n: number): number {
  const length = Math.max(n, padFloor);
  const exponent = bitLength(length) - 1;
  const mantissa = bitLength(exponent); // bits of n that may stay as they are
  const step = 2 ** (exponent - mantissa);
  return Math.ceil(length / step) * step;
}

/** How many bits a whole number has; its logarithm would be rounded. */
function bitLength(n: number): number {
  const high = Math.floor(n / 2 ** 32);
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(n);
}
