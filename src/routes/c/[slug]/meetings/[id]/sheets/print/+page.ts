/** Sheets of paper: nothing on them moves. */
export const csr = false;
