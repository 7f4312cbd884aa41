import { useNavigate, useParams } from "@tanstack/react-router";
import { essayClaims, studies } from "@vae-lab/experiments/studies";
import { useMemo } from "react";
import { useTheme } from "../components/theme.tsx";
import { useStudy } from "../data/use-study.ts";
import { shortIds } from "../selection.ts";
import { allButSeed } from "../study/run-groups.ts";
import type { Entry } from "./entry.ts";

const copyAddress = (): void => void navigator.clipboard?.writeText(location.href);

/** What the palette offers on this page: pages, actions, studies, the runs of the study, and findings. */
export const useEntries = (): readonly Entry[] => {
  const navigate = useNavigate();
  const { toggle, theme } = useTheme();
  const asked = useParams({ strict: false }).study;
  const { experiments, name, runs } = useStudy(asked ?? "");
  const newest = experiments[0]?.name;
  const current = asked === undefined ? newest : name;
  const pages = useMemo((): Entry[] => {
    const page = (label: string, perform: () => unknown, hint?: string): Entry => ({
      ...{ id: `page ${label}`, kind: "Pages", label, perform },
      ...(hint !== undefined && { hint }),
    });
    const params = { study: current ?? "" };
    const ofStudy =
      current === undefined
        ? []
        : [
            page("Runs", () => navigate({ to: "/study/$study/runs", params }), current),
            page("Compare", () => navigate({ to: "/study/$study/compare", params }), current),
            page("Collapse", () => navigate({ to: "/study/$study/collapse", params }), current),
            page("Blur", () => navigate({ to: "/study/$study/blur", params }), current),
          ];
    return [
      page("Start", () => navigate({ to: "/" })),
      ...ofStudy,
      page(
        "Findings",
        () => navigate({ to: "/findings" }),
        "the essay's claims, each with a verdict",
      ),
      page("Story", () => navigate({ to: "/story" }), "what a VAE is"),
      page("Train", () => navigate({ to: "/train" }), "a VAE in the page"),
      page("Fit", () => navigate({ to: "/fit" }), "directions of the KL"),
      page("Verify", () => navigate({ to: "/verify" }), "matrix of checks"),
      page("Known defects", () => navigate({ to: "/museum" }), "museum"),
    ];
  }, [navigate, current]);
  const actions = useMemo((): Entry[] => {
    const action = (label: string, perform: () => unknown, hint?: string): Entry => ({
      ...{ id: `action ${label}`, kind: "Actions", label, perform },
      ...(hint !== undefined && { hint }),
    });
    const params = { study: current ?? "" };
    const toRuns = (search: { group?: string[]; archived?: boolean }) => () =>
      navigate({
        to: "/study/$study/runs",
        params,
        search: (before) => ({ ...before, ...search }),
      });
    return [
      action(`Switch to the ${theme === "dark" ? "light" : "dark"} theme`, toggle),
      action("Copy the link of this page", copyAddress),
      ...(current === undefined
        ? []
        : [
            action("Group runs by all but the seed", toRuns({ group: [allButSeed] }), current),
            action("Show archived runs", toRuns({ archived: true }), current),
          ]),
    ];
  }, [navigate, toggle, theme, current]);
  const studyEntries = useMemo((): Entry[] => {
    const ours = Object.values(studies).map(
      (study): Entry => ({
        ...{ id: `study ${study.name}`, kind: "Studies", label: study.name, hint: study.question },
        perform: () => void navigate({ to: "/study/$study", params: { study: study.name } }),
      }),
    );
    const others = experiments.map(
      (one): Entry => ({
        ...{ id: `experiment ${one.id}`, kind: "Studies", label: `Runs of ${one.name}` },
        perform: () => void navigate({ to: "/study/$study/runs", params: { study: one.name } }),
      }),
    );
    return [...others, ...ours];
  }, [navigate, experiments]);
  const runEntries = useMemo((): Entry[] => {
    const ids = runs.map((run) => run.id);
    const short = shortIds(ids, ids);
    return runs.map((run, index): Entry => {
      const params = { study: name, run: short[index] ?? run.id };
      return {
        ...{ id: `run ${run.id}`, kind: "Runs", label: run.name, hint: params.run },
        perform: () => void navigate({ to: "/study/$study/run/$run", params }),
      };
    });
  }, [navigate, runs, name]);
  const findings = useMemo((): Entry[] => {
    const essay = Object.entries(essayClaims).map(
      ([hash, label]): Entry => ({
        ...{ id: `claim ${hash}`, kind: "Findings", label, hint: hash },
        perform: () => void navigate({ to: "/findings", hash }),
      }),
    );
    const claims = Object.values(studies).flatMap((study) =>
      study.claims.map(
        ({ name: hash, claim }): Entry => ({
          ...{ id: `finding ${study.name} ${hash}`, kind: "Findings", label: claim },
          hint: study.name,
          perform: () =>
            void navigate({ to: "/study/$study", params: { study: study.name }, hash }),
        }),
      ),
    );
    return [...essay, ...claims];
  }, [navigate]);
  return useMemo(
    () => [...pages, ...actions, ...studyEntries, ...runEntries, ...findings],
    [pages, actions, studyEntries, runEntries, findings],
  );
};
