import { useQuery } from "@tanstack/react-query";

/** Whether a study of the laboratory has this name. The studies are loaded after the first page. */
export const useIsStudy = (name: string | undefined): boolean => {
  const { data } = useQuery({
    queryKey: ["study names"],
    queryFn: async () => (await import("../findings/study-names.ts")).studyNames,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    enabled: name !== undefined,
  });
  return name !== undefined && data?.has(name) === true;
};
