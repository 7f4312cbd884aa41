import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = `
  await import("tfjs-jit/tfjs-node");
  const tf = await import("@tensorflow/tfjs");
  const row = tf.tensor2d([[1, 2]]);
  const [top, bottom] = tf.split(tf.concat([row, row]), 2);
  process.stdout.write(JSON.stringify([tf.getBackend(), ...top.dataSync(), ...bottom.dataSync()]));`;

test("ops that take and return lists of tensors run natively without a deprecation warning", async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@vae-lab/source", "--import", "tsx", "--input-type=module", "--eval", script],
    { cwd: import.meta.dirname, env: { ...process.env, NODE_OPTIONS: "" } },
  );
  expect(JSON.parse(stdout)).toEqual(["tensorflow", 1, 2, 1, 2]);
  expect(stderr).not.toContain("DeprecationWarning");
});
