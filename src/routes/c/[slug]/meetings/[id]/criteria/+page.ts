/** Lists and forms: nothing on it moves. */
export const csr = false;
