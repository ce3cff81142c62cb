/**
 * The 13 digits of a Thai national ID (เลขประจำตัวประชาชน) as people and providers write them, or null:
 * `1-2345-67890-12-1`, blanks instead of hyphens, Thai digits.
 */
export function nationalIdDigits(text: string): string | null {
  const digits = text
    .trim()
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/[\s\u00ad\u2010-\u2015\u2212-]/g, '');
  return /^\d{13}$/.test(digits) ? digits : null;
}

/**
 * Whether 13 ASCII digits are a number that a person can have: the first digit is the kind of person
 * (1–8; 0 begins the numbers of companies, 9 is not given out), the last is the check digit, which is
 * 11 minus the sum of the first twelve, weighted 13 down to 2, modulo 11; of that the last digit.
 * Source: Central Registration Regulation of the Department of Provincial Administration, as used by the
 * Revenue Department for 13-digit numbers.
 */
export function isNationalId(digits: string): boolean {
  if (!/^[1-8]\d{12}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < 12; place += 1) sum += Number(digits[place]) * (13 - place);
  return (11 - (sum % 11)) % 10 === Number(digits[12]);
}
