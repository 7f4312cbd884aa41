import { Navigate, useSearch } from "@tanstack/react-router";
import { Failure, Loading, StoreIsEmpty } from "../components/message.tsx";
import { UnknownExperiment } from "../components/unknown.tsx";
import { useExperiments } from "../data/queries.ts";
import type { OldSearch } from "../page-search.ts";

const noExperiments: readonly [] = [];

/**
 * `/` and old URLs with `?experiment=`: redirects to that study, or to the most recent one other than
 * "Default".
 */
export const OldStudyPage = ({ page }: { page: "runs" | "compare" }) => {
  const { experiment, ...search }: OldSearch = useSearch({ strict: false });
  const { data, error } = useExperiments();
  if (data === undefined)
    return error === null ? (
      <Loading what="the studies" />
    ) : (
      <Failure error={error} what="The runs could not be read" />
    );
  const found =
    experiment === undefined
      ? (data.find(({ name }) => name !== "Default") ?? data[0])
      : data.find(({ id }) => id === experiment);
  if (found !== undefined)
    return (
      <Navigate
        to={page === "runs" ? "/study/$study/runs" : "/study/$study/compare"}
        params={{ study: found.name }}
        search={search}
        hash={true}
        replace
      />
    );
  return experiment === undefined ? (
    <StoreIsEmpty />
  ) : (
    <UnknownExperiment name={experiment} experiments={data ?? noExperiments} />
  );
};
