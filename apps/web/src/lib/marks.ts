/** Marks between words whose spaces must survive at the edge of a block, where the compiler trims them. */
export const dot = ' · ';
export const gap = ' ';
export const dash = ' – ';
