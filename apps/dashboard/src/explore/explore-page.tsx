import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { Failure, Loading, Message } from "../components/message.tsx";
import { UnknownExperiment } from "../components/unknown.tsx";
import { useTitle } from "../components/use-title.ts";
import { useRunById } from "../data/queries.ts";
import { useStudy } from "../data/use-study.ts";
import { NoSuchRun } from "../run/no-such-run.tsx";
import { RunNotFound } from "../sources/run-source.ts";
import { RunExplorer } from "./run-explorer.tsx";
import "../styles/explore.css";

const route = getRouteApi("/study/$study/run/$run/explore");

/** Explores the latent space of a run with the run's own encoder and decoder, alone or beside another run. */
export const ExplorePage = () => {
  const params = route.useParams();
  const { vs } = route.useSearch();
  const study = useStudy(params.study);
  const wanted = useMemo(
    () => study.experiments.filter(({ id }) => id === study.id),
    [study.experiments, study.id],
  );
  const ready = study.id === undefined ? undefined : wanted;
  const { data: run, error } = useRunById(params.run, ready);
  const other = useRunById(vs ?? params.run, ready);
  useTitle("Explore", run?.name ?? params.run);
  if (study.isUnknown)
    return <UnknownExperiment name={params.study} experiments={study.experiments} />;
  if (error instanceof RunNotFound) return <NoSuchRun id={params.run} />;
  const failure = error ?? study.error;
  if (failure) return <Failure error={failure} what="This run could not be read" />;
  if (run === undefined) return <Loading what="the run" />;
  if (run.status === "RUNNING")
    return (
      <Message title="This run is still training" heading="h1">
        <p>
          Its checkpoint is stored when it has finished.{" "}
          <Link to="/study/$study/run/$run" params={params}>
            Watch it
          </Link>
        </p>
      </Message>
    );
  const second = vs === undefined || other.data?.id === run.id ? undefined : other.data;
  return (
    <RunExplorer
      key={run.id}
      study={study.name}
      run={run}
      other={second}
      candidates={study.runs.filter(({ id, status }) => id !== run.id && status === "FINISHED")}
    />
  );
};
