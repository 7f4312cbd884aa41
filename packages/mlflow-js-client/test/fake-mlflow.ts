/** The part of MLflow that a spool uses, with the unique keys of its SQL store. */
export interface FakeRun {
  readonly id: string;
  readonly name: string;
  status: string;
  readonly points: Map<string, Point>;
  readonly params: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly artifacts: Record<string, string>;
}

interface Point {
  key: string;
  value: number | string;
  step: number;
  timestamp: number;
}

type Pairs = { key: string; value: string }[];
interface Body {
  run_id: string;
  name: string;
  run_name?: string;
  status?: string;
  filter: string;
  metrics?: Point[];
  params?: Pairs;
  tags?: Pairs;
}

const refuse = (status: number, code: string, message: string): Response =>
  Response.json({ error_code: code, message }, { status });

export const fakeMlflow = () => {
  const runs: FakeRun[] = [];
  const experiments: string[] = [];
  const bytes = new Map<string, Uint8Array>();
  let requests = 0;
  let lost: number | undefined;

  const newRun = (name = "", tags: Pairs = []): string => {
    const id = `run${runs.length + 1}`;
    const pairs = Object.fromEntries(tags.map((tag) => [tag.key, tag.value]));
    const empty = { points: new Map(), params: {}, artifacts: {} };
    runs.push({ id, name, status: "RUNNING", tags: pairs, ...empty });
    return id;
  };
  const wire = (run: FakeRun) => ({
    info: { run_id: run.id, experiment_id: "1", artifact_uri: `mlflow-artifacts:/1/${run.id}` },
  });
  const log = (run: FakeRun, body: Body): Response => {
    for (const { key, value } of body.params ?? []) {
      if ((run.params[key] ?? value) !== value)
        return refuse(400, "INVALID_PARAMETER_VALUE", "Changing param values is not allowed");
      run.params[key] = value;
    }
    for (const point of body.metrics ?? []) {
      const key = [point.key, point.timestamp, point.step, point.value].join(" ");
      if (run.points.has(key)) state.repeated++;
      else run.points.set(key, point);
    }
    for (const { key, value } of body.tags ?? []) run.tags[key] = value;
    return Response.json({});
  };

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname.replace("/api/2.0/mlflow/", "");
    if (request.method === "PUT") {
      const [, id, file = ""] = /artifacts\/1\/(\w+)\/(.*)$/.exec(url.pathname) ?? [];
      const body = new Uint8Array(await request.arrayBuffer());
      bytes.set(file, body);
      const run = runs.find((one) => one.id === id);
      if (run) run.artifacts[file] = new TextDecoder().decode(body);
      return Response.json({});
    }
    const query = Object.fromEntries(url.searchParams) as Partial<Body>;
    const body = (request.method === "POST" ? await request.json() : query) as Body;
    if (path === "experiments/get-by-name") {
      const name = url.searchParams.get("experiment_name") ?? "";
      const known = experiments.includes(name);
      return known
        ? Response.json({ experiment: { experiment_id: "1", name } })
        : refuse(404, "RESOURCE_DOES_NOT_EXIST", "no such experiment");
    }
    if (path === "experiments/create") {
      experiments.push(body.name);
      return Response.json({ experiment_id: "1" });
    }
    if (path === "runs/create") {
      const id = newRun(body.run_name, body.tags);
      return Response.json({ run: runs.filter((run) => run.id === id).map(wire)[0] });
    }
    if (path === "runs/search") {
      const value = /'(.*)'/.exec(body.filter)?.[1] ?? "";
      const found = runs.filter((run) => Object.values(run.tags).includes(value));
      return Response.json({ runs: found.map(wire) });
    }
    const run = runs.find((one) => one.id === body.run_id);
    if (!run) return refuse(404, "RESOURCE_DOES_NOT_EXIST", `Run with id=${body.run_id} not found`);
    if (path === "runs/get") return Response.json({ run: wire(run) });
    if (path === "runs/log-batch") return log(run, body);
    run.status = body.status ?? run.status;
    return Response.json({ run_info: wire(run).info });
  };

  const state = {
    runs,
    newRun,
    /** Number of repeated points that were dropped, as in MLflow's SQL store. */
    repeated: 0,
    /** Whether the server cannot be reached. */
    isAway: false,
    /** The status with which a proxy answers every request. */
    shut: undefined as number | undefined,
    /** Performs the n-th request from now and loses its answer. */
    loseAnswer: (n: number) => {
      lost = requests + n;
    },
    bytesOf: (path: string) => bytes.get(path),
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      if (state.isAway) throw new TypeError("fetch failed");
      if (state.shut !== undefined) return new Response("Sign in", { status: state.shut });
      requests++;
      const isLost = requests === lost;
      const response = await answer(new Request(input, init));
      if (isLost) throw new TypeError("fetch failed");
      return response;
    },
  };
  return state;
};
