import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useSource } from "../data/source-context.tsx";
import type { RunChanges } from "../sources/run-source.ts";
import type { Training } from "./use-training.ts";

interface LogRunProps {
  readonly training: Training;
  readonly changes: RunChanges;
}

const LogRunTo = ({ training, changes }: LogRunProps) => {
  const client = useQueryClient();
  const [epoch, setEpoch] = useState<number>();
  const { onFrame, record } = training;
  useEffect(() => onFrame(({ evaluated }) => setEpoch(evaluated?.epoch)), [onFrame]);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const run = await record();
      const id = await changes.log(run);
      return { id: id.slice(0, 8), study: run.experiment, epoch: Number(run.params.epochs) };
    },
    onSettled: () => client.invalidateQueries(),
  });
  const isLogged = data !== undefined && data.epoch === epoch;
  return (
    <div className="log-run">
      <button
        type="button"
        disabled={epoch === undefined || isPending || isLogged}
        onClick={() => mutate()}
      >
        Log this run
      </button>
      {error !== null && (
        <span role="alert" className="reason">
          {error.message}
        </span>
      )}
      <span role="status" className="faint">
        {isPending ? (
          "Sending the run …"
        ) : data !== undefined && error === null ? (
          <>
            Logged with {data.epoch} {data.epoch === 1 ? "epoch" : "epochs"}:{" "}
            <Link to="/study/$study/run/$run" params={{ study: data.study, run: data.id }}>
              run {data.id}
            </Link>
            ,{" "}
            <Link to="/study/$study/run/$run/explore" params={{ study: data.study, run: data.id }}>
              open it in the explorer
            </Link>
          </>
        ) : epoch === undefined ? (
          "after the first epoch"
        ) : undefined}
      </span>
    </div>
  );
};

/** Sends the training to the store as a run, if the store can be written. */
export const LogRun = ({ training }: { readonly training: Training }) => {
  const { changes } = useSource();
  return changes === undefined ? null : <LogRunTo training={training} changes={changes} />;
};
