import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const load = async (setting: string | undefined, before = "") => {
  const script = `${before}
    const { oneDnn } = await import("tfjs-jit/tfjs-node");
    process.stdout.write(oneDnn);`;
  const { TF_ENABLE_ONEDNN_OPTS: _, TF_CPP_MIN_LOG_LEVEL: __, ...env } = process.env;
  return promisify(execFile)(
    process.execPath,
    ["--conditions=@vae-lab/source", "--import", "tsx", "--input-type=module", "--eval", script],
    {
      cwd: import.meta.dirname,
      env: {
        ...env,
        NODE_OPTIONS: "",
        ...(setting !== undefined && { TF_ENABLE_ONEDNN_OPTS: setting }),
      },
    },
  );
};

test.each([undefined, "", "perhaps", "0", "false"])(
  "oneDNN is off and TensorFlow logs nothing with TF_ENABLE_ONEDNN_OPTS=%s",
  async (setting) => {
    expect(await load(setting)).toEqual({ stdout: "off", stderr: "" });
  },
);

test.each(["1", "TRUE"])("oneDNN is on with TF_ENABLE_ONEDNN_OPTS=%s", async (setting) => {
  expect((await load(setting)).stdout).toBe("on");
});

test("what the processor decided is unknown when tfjs-node was imported before", async () => {
  const { stdout } = await load(undefined, 'await import("@tensorflow/tfjs-node");');
  expect(stdout).toBe("unknown");
});
