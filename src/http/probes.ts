/** What the server depends on, each in one word that is safe to show to anybody. */
export interface Readiness {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Where whatever runs the server asks how it is. */
const paths = { alive: "/healthz", ready: "/readyz" } as const;

/** Whether a request target is one of the probes. */
export function isProbe(url: string): boolean {
  const [path] = url.split("?", 1);
  return path === paths.alive || path === paths.ready;
}

/** The answer to a probe: `/healthz` that the process is alive, `/readyz` whether calls should be sent to it. */
export async function answerProbe(url: string, look: () => Promise<Readiness>): Promise<Response> {
  if (url.split("?", 1)[0] === paths.alive) return answer(200, "ok\n", "text/plain; charset=utf-8");
  const { isReady, checks } = await look();
  const body = `${JSON.stringify({ ready: isReady, checks })}\n`;
  return answer(isReady ? 200 : 503, body, "application/json");
}

function answer(status: number, body: string, type: string): Response {
  const headers = { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  return new Response(body, { status, headers });
}
