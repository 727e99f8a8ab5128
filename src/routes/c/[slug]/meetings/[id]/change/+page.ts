/** A list and a plain form. */
export const csr = false;
