/**
 * Whether list and open comment give way to each other: on narrow screens, and at the largest
 * letters on any. Asked of the page itself, so that it cannot disagree with the styles.
 */
export function oneColumn(): boolean {
  const shown = (name: string) =>
    document.querySelector<HTMLElement>(`main > ${name}`)?.getClientRects().length !== 0;
  return !shown('.queue') || !shown('.open');
}
