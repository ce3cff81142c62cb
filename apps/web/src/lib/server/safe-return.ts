/** A path of our own to go back to; never another site's (`//evil`, `/\evil`, absolute addresses). */
export function safeReturn(value: FormDataEntryValue | null | undefined): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return '/';
  // Control characters are dropped by browsers, which would let `/\t/evil` through.
  return [...value].some((letter) => letter < ' ' || letter === '\u007f') ? '/' : value;
}
