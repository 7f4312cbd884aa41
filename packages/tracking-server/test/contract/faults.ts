type Fetch = typeof globalThis.fetch;

/** Faults between a client and a server: the request or its answer is lost, cut or delayed. */
const faults: Readonly<Record<string, (send: () => Promise<Response>) => Promise<Response>>> = {
  "request lost": async () => {
    throw new TypeError("fetch failed", { cause: new Error("ECONNRESET") });
  },
  "answer lost": async (send) => {
    await (await send()).arrayBuffer();
    throw new TypeError("terminated", { cause: new Error("other side closed") });
  },
  "answer cut off": async (send) => {
    const text = await (await send()).text();
    return new Response(text.slice(0, text.length / 2) || "{", { status: 200 });
  },
  "too many requests": async () =>
    new Response('{"error_code":"REQUEST_LIMIT_EXCEEDED","message":"slow down"}', {
      status: 429,
      headers: { "retry-after": "0" },
    }),
  "unavailable, in plain text": async () =>
    new Response("upstream connect error", {
      status: 503,
      headers: { "content-type": "text/plain" },
    }),
  "answer in drops": async (send) => {
    const answer = await send();
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let at = 0;
    const drops = new ReadableStream({
      pull: (controller) => {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + 7));
        at += 7;
        return undefined;
      },
    });
    return new Response(drops, { status: answer.status, headers: answer.headers });
  },
};

/** A fetch in which three of four requests meet a fault, each kind in turn. */
export const faulty = (fetch: Fetch): { fetch: Fetch; met: Map<string, number> } => {
  const met = new Map<string, number>();
  const kinds = Object.entries(faults);
  let requests = 0;
  return {
    met,
    fetch: (input, init) => {
      const number = requests++;
      const kind = kinds[(number * 5 + (number >> 3)) % kinds.length];
      if (number % 4 === 3 || !kind) return fetch(input, init);
      met.set(kind[0], (met.get(kind[0]) ?? 0) + 1);
      return kind[1](() => fetch(input, init));
    },
  };
};
