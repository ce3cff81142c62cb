/** A path of our own to go back to; never another site's (`//evil`, `/\evil`, absolute addresses). */
export function safeReturn(value: FormDataEntryValue | null | undefined): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return '/';
  // Control characters are dropped by browsers, which would let `/\t/evil` through.
  return /[\u0000-\u001f\u007f]/.test(value) ? '/' : value;
}
