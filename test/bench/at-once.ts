/** Does something so many times, with so many of it under way at once. */
export async function atOnce(inFlight: number, times: number, act: () => Promise<unknown>): Promise<void> {
  let left = times;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
