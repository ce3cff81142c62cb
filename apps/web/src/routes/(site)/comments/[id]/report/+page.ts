// Read as plain HTML; nothing here needs a script.
export const csr = false;
