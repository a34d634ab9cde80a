/** People on cheap phones and plans pay for every picture that arrives. Bytes. */
export const SMALL_BYTES = 100 * 1024;
/** More pixels than this are not unpacked: it takes some 15 bytes of memory for each. */
export const MOST_PIXELS = 20_000_000;
