/** First match wins: browsers name those whose engine they share after themselves. */
const BROWSERS = [
  [' Line/', 'LINE'],
  ['FBAN/', 'Facebook'],
  ['FBAV/', 'Facebook'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['FxiOS/', 'Firefox'],
  ['Firefox/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['CrOS', 'ChromeOS'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/**
 * A few words by which its owner knows a browser again: "Chrome, Android".
 * @param userAgent the header as it came
 * @returns null when nothing in it is known
 */
export function deviceOf(userAgent: string | undefined): string | null {
  if (!userAgent) return null;
  const find = (known: readonly (readonly [string, string])[]) =>
    known.find(([mark]) => userAgent.includes(mark))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(', ') || null;
}
