/** English plural of a number already written: `1 comment`, `1,340 comments`. */
export const plural = (n: string | number, one: string, many: string): string =>
  `${n} ${String(n) === '1' ? one : many}`;
