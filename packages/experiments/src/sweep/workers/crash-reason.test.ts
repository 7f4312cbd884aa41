import { expect, test } from "vitest";
import { crashReason } from "./crash-reason.ts";

const greeting = [
  "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR",
  "I0000 00:00:1732285000.123456   4242 port.cc:153] oneDNN custom operations are on. You may see slightly different numerical results due to floating-point round-off errors from different computation orders.",
  "2024-11-22 14:00:00.000000: I tensorflow/core/util/port.cc:153] oneDNN custom operations are on. You may see round-off errors.",
  "2024-11-22 14:00:00.000000: W tensorflow/core/framework/cpu_allocator_impl.cc:83] Allocation of 188160000 exceeds 10% of free system memory: no error.",
  "(node:12) [DEP0040] DeprecationWarning: The `punycode` module is deprecated; errors may follow.",
  "epoch 1",
].join("\n");

test("what libraries tell of themselves is no reason", () => {
  expect(crashReason(greeting)).toBeUndefined();
  expect(crashReason("")).toBeUndefined();
});

test.each([
  ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
  ["terminate called after throwing an instance of 'std::bad_alloc'"],
  ["F0000 00:00:1732285000.1 4242 tensor.cc:9] Check failed: dtype == expected"],
  ["2024-11-22 14:00:00.0: F tensorflow/core/framework/tensor.cc:844] Check failed: 3 == 4"],
  ["node: symbol lookup error: libtensorflow.so.2: undefined symbol: TF_Version"],
  ["Error: The specified module could not be found"],
])("%s is a reason, whatever surrounds it", (line) => {
  const frames = " 1: 0xb9c1 node::Abort() [node]\n    at failed (file.ts:1:1)\n";
  expect(crashReason(`${greeting}\n${line}\n${frames}${greeting}`)).toBe(line);
});
