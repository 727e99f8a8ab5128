/** A sheet of paper: nothing on it moves. */
export const csr = false;
