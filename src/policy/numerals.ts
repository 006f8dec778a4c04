/** Numbers in the English that commands and packs speak; sites and letters speak theirs by the words of their language. */

/** `200,000` */
export const numeral = (count: number): string => count.toLocaleString('en');

/** `1 letter`, `200,000 letters`, `2 people`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numeral(count)} ${count === 1 ? one : many}`;
