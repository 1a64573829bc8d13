/** What came of reading a body: the request with it in memory, or why there is none. */
export type WithBody = Request | "too long" | "cut off";

/** Reads a request to its end, if that comes within `limit` bytes. */
export async function withBody(request: Request, limit: number): Promise<WithBody> {
  if (request.method === "GET" || request.method === "HEAD") return request;
  if (Number(request.headers.get("content-length")) > limit) return "too long";
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limit) return "too long";
      chunks.push(chunk);
    }
  } catch {
    return "cut off";
  }
  const { url, method, headers, signal } = request;
  return new Request(url, {
    method,
    headers,
    signal,
    ...(size === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
}
