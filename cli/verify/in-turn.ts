/** Does one after the other, for APIs that throttle soon; the answers in order. */
export async function inTurn<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const item of items) answers.push(...(await ask(item)));
  return answers;
}
