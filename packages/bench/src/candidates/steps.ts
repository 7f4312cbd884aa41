// node steps.ts ENGINE SPEC: makes training steps of a model on request over standard input.
import { type EngineName, engines, versions } from "../engines/engines.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import { answerRequests } from "./answer.ts";

const [name, spec] = process.argv.slice(2) as [EngineName, string];
const engine = await engines[name](JSON.parse(spec) as ModelSpec);
await answerRequests(await versions(), engine);
process.exit(0); // TensorFlow's threads would keep it
