// The text is plain HTML; only the talk below it brings a script of its own (lib/islands/talk.ts).
export const csr = false;
