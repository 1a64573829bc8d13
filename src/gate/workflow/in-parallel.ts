/** So many reads at a time leave connections for others. */
const atOnce = 8;

/** What an act gives for each item, in their order, a few at a time. The first that throws ends it. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results.set(index, await act(item));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return items.map((_item, index) => results.get(index) as Result);
}
