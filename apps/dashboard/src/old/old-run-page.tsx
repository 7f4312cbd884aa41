import { getRouteApi, Navigate } from "@tanstack/react-router";
import { Failure, Loading } from "../components/message.tsx";
import { useExperiments, useRunById } from "../data/queries.ts";
import { NoSuchRun } from "../run/no-such-run.tsx";
import { RunNotFound } from "../sources/run-source.ts";

const route = getRouteApi("/run/$run");

/** `/run/<id or prefix>`: redirects to the run's page in its study. */
export const OldRunPage = () => {
  const { run: id } = route.useParams();
  const search = route.useSearch();
  const experiments = useExperiments();
  const { data: run, error } = useRunById(id, experiments.data);
  if (error instanceof RunNotFound) return <NoSuchRun id={id} />;
  const failure = error ?? experiments.error;
  if (run === undefined)
    return failure === null ? (
      <Loading what="the run" />
    ) : (
      <Failure error={failure} what="This run could not be read" />
    );
  const study = experiments.data?.find((one) => one.id === run.experimentId)?.name;
  return (
    <Navigate
      to="/study/$study/run/$run"
      params={{ study: study ?? run.experimentId, run: run.id }}
      search={search}
      hash={true}
      replace
    />
  );
};
