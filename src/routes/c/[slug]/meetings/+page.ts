/** Works without script: a list and one form. */
export const csr = false;
