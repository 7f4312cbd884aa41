import { expect, test } from "vitest";
import { ClaimLostError } from "../workspace/claims.ts";
import { jobLease } from "./job-lease.ts";

/** A lease of 8 s on a lock that another may take, by a clock that stands until it is moved. */
const leaseOf = () => {
  const lock = { isOurs: true, renewals: 0, clock: 0, answersAfter: 0 };
  const lease = jobLease({
    lockMs: 8_000,
    now: () => lock.clock,
    renew: async () => {
      lock.renewals++;
      lock.clock += lock.answersAfter;
      return lock.isOurs;
    },
  });
  return { lock, lease };
};

test("a lease is renewed once per quarter of the lock's duration, however often it is asked", async () => {
  const { lock, lease } = leaseOf();
  for (lock.clock = 0; lock.clock < 8_000; lock.clock += 10)
    expect(await lease.isHeld()).toBe(true);
  expect(lock.renewals).toBe(4);
});

test("a worker that was frozen learns that its lock is gone before it sends, and stays without", async () => {
  const { lock, lease } = leaseOf();
  await lease.confirm();
  lock.clock = 60_000;
  lock.isOurs = false;
  expect(await lease.isHeld()).toBe(false);
  await expect(lease.confirm()).rejects.toThrow(ClaimLostError);
  expect(lease.signal.aborted).toBe(true);
  lock.isOurs = true;
  expect(await lease.isHeld()).toBe(false);
});

test("an answer that took longer than it is trusted is asked for again", async () => {
  const { lock, lease } = leaseOf();
  lock.answersAfter = 3_000;
  const asked = lease.isHeld();
  lock.answersAfter = 0;
  expect(await asked).toBe(true);
  expect(lock.renewals).toBe(2);
});

test("questions at the same time share one renewal", async () => {
  const { lock, lease } = leaseOf();
  expect(await Promise.all([lease.isHeld(), lease.isHeld()])).toEqual([true, true]);
  expect(lock.renewals).toBe(1);
});
