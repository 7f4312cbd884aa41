import { Agent, request } from "node:http";

export type Body = Readonly<Record<string, unknown>>;

/** A minimal HTTP client, so that the server is what is measured. */
export const connect = (url: string) => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const call = (method: string, path: string, body?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { "content-type": "application/json" };
      const options = { hostname, port, path: `/api/2.0/mlflow/${path}`, method, headers, agent };
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
        });
        answer.on("error", reject);
      });
      sent.on("error", reject);
      sent.end(body);
    });
  return {
    get: (path: string) => call("GET", path),
    post: (path: string, body: Body) => call("POST", path, JSON.stringify(body)),
    close: () => agent.destroy(),
  };
};

export type Connection = ReturnType<typeof connect>;

export const newExperiment = async ({ post }: Connection, name: string): Promise<string> =>
  JSON.parse(await post("experiments/create", { name })).experiment_id;

export const newRun = async ({ post }: Connection, experiment_id: string): Promise<string> =>
  JSON.parse(await post("runs/create", { experiment_id, start_time: 1 })).run.info.run_id;

/** Does the work for each number below `count`, with a given concurrency. */
export const forEach = async (
  count: number,
  atOnce: number,
  work: (n: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Milliseconds of the first call, and the median of the repetitions after it. */
export const firstAndLater = async (repetitions: number, work: () => Promise<unknown>) => {
  const first = await timed(work);
  const times: number[] = [];
  for (let n = 0; n < repetitions; n++) times.push(await timed(work));
  const later = times.toSorted((a, b) => a - b)[Math.floor(repetitions / 2)] ?? Number.NaN;
  return { first, later };
};
