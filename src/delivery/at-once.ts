/**
 * Does pieces of work at once, each in two parts: until it leaves it is in our hands, and after that it waits for an
 * answer. One that has left makes room for another to be begun.
 * @param most how many may be in our hands, and how many altogether.
 * @param one does the next piece, and calls `leaves` when it leaves. @returns false when there is none.
 * @returns what went wrong. Then nothing more is begun, and what was begun is ended.
 */
export async function workAtOnce(
  most: { begun: number; underway: () => number },
  one: (leaves: () => void) => Promise<boolean>,
): Promise<unknown[]> {
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let begun = 0;
  let goesOn = true;
  const begin = () => {
    while (goesOn && errors.length === 0 && begun < most.begun && running.size < most.underway()) {
      begun++;
      let isHere = true;
      const leaves = () => {
        if (!isHere) return;
        isHere = false;
        begun--;
        begin();
      };
      const work: Promise<void> = one(leaves)
        // What one has given back is there again for the next.
        .then((was) => {
          goesOn = was;
        })
        .catch((error: unknown) => void errors.push(error))
        .then(() => {
          running.delete(work);
          if (isHere) leaves();
          else begin();
        });
      running.add(work);
    }
  };
  begin();
  while (running.size > 0) await Promise.all(running);
  return errors;
}
