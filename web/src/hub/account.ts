import { type MemberID, fail, isID } from "../crypto/note/index.ts";

/** Those of Crockford's base 32: none looks like another. */
export const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * How a person writes down which account is theirs: the first 50 bits of the
 * member's id, as «K7QM2-P4XD9», "" for what is no id. It is no secret. On a
 * device that knows nothing, code and eight words together open a keyring.
 */
export function accountCode(member: MemberID): string {
  if (!isID(member)) return "";
  let n = BigInt("0x" + member.slice(0, 13)) >> 2n; // 13 hex digits are 52 bits
  let code = "";
  for (let i = 0; i < 10; i++, n >>= 5n) code = codeLetters.charAt(Number(n & 31n)) + code;
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/**
 * Reads what somebody typed: case, spaces and dashes do not count, O is 0, I and
 * L are 1. It returns the code as accountCode writes it, or E01.
 */
export function parseAccountCode(typed: string): string {
  if (typed.length > 64) fail("E01", `account code has ${typed.length} characters`);
  const code = typed
    // No letters but these: ß, for one, would become two.
    .replaceAll(/[a-z]/g, (c) => c.toUpperCase())
    .replaceAll(/[ \t-]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  if (code.length !== 10 || [...code].some((c) => !codeLetters.includes(c))) {
    fail("E01", "account code is not ten letters and digits");
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
