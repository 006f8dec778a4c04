/** So much of a list is bad or missing that it is probably cut off, or not the one that was meant: above 100 and 2 % of it. */
export const looksBroken = (bad: number, good: number): boolean => bad > 100 && bad > 0.02 * (good + bad);
