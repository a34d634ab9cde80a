/** Something in a text, in UTF-16 units. */
export interface Spot {
  at: number;
  length: number;
}
