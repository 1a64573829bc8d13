/** What is thrown in the place of an answer that did not come, with what to do about it. */
function lateness(ms: number): Error {
  return new Error(
    `No answer within ${(ms / 1_000).toFixed(1)} s. See whether the network, disk or database behind it is slow or hangs, and run \`sss-ops doctor\` again.`,
  );
}

/** What `work` comes to, unless that takes too long: then it throws, whatever becomes of it. */
export async function patiently<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(lateness(ms)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
