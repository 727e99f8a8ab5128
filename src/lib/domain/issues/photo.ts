/** The largest photo that is taken, in bytes: 10 MiB, as a telephone's camera makes them (ISS34). */
export const photoMostBytes = 10 * 1_048_576;
