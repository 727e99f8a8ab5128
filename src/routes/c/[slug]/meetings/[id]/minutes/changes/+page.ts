/** Plain forms and links. */
export const csr = false;
