/** No server takes more at once. */
export const MOST_SEQUENCES = 1_000_000;
