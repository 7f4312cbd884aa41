import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  Outlet,
  retainSearchParams,
  useSearch,
} from "@tanstack/react-router";
import { Failure, Loading, Message } from "./components/message.tsx";
import { Shell } from "./components/shell.tsx";
import { OldRunPage } from "./old/old-run-page.tsx";
import { OldStudyPage } from "./old/old-study-page.tsx";
import {
  readBlurSearch,
  readCollapseSearch,
  readCompareSearch,
  readExploreSearch,
  readFitSearch,
  readOldSearch,
  readRunSearch,
  readRunsSearch,
  readTrainSearch,
  readVerifySearch,
  type StudySearch,
  studySearchKeys,
} from "./page-search.ts";
import { readSearch, writeSearch } from "./search-text.ts";

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Message title="Page not found" heading="h1">
      <p>
        <Link to="/">Start</Link>
      </p>
    </Message>
  ),
});

const studyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/study/$study",
  component: Outlet,
});

const keeps = { middlewares: [retainSearchParams<StudySearch>([...studySearchKeys])] };

const studyPageRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/",
  search: keeps,
  component: lazyRouteComponent(() => import("./findings/study-page.tsx"), "StudyPage"),
});

const findingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/findings",
  component: lazyRouteComponent(() => import("./findings/findings-page.tsx"), "FindingsPage"),
});

const storyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/story",
  component: lazyRouteComponent(() => import("./story/story-page.tsx"), "StoryPage"),
});

const runsRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/runs",
  validateSearch: readRunsSearch,
  search: keeps,
  component: lazyRouteComponent(() => import("./runs/runs-page.tsx"), "RunsPage"),
});

const compareRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/compare",
  validateSearch: readCompareSearch,
  search: keeps,
  component: lazyRouteComponent(() => import("./compare/compare-page.tsx"), "ComparePage"),
});

const collapseRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/collapse",
  validateSearch: readCollapseSearch,
  search: keeps,
  component: lazyRouteComponent(() => import("./collapse/collapse-page.tsx"), "CollapsePage"),
});

const blurRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/blur",
  validateSearch: readBlurSearch,
  search: keeps,
  component: lazyRouteComponent(() => import("./blur/blur-page.tsx"), "BlurPage"),
});

const runRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/run/$run",
  validateSearch: readRunSearch,
  search: keeps,
  component: lazyRouteComponent(() => import("./run/run-page.tsx"), "RunPage"),
});

const exploreRoute = createRoute({
  getParentRoute: () => studyRoute,
  path: "/run/$run/explore",
  validateSearch: readExploreSearch,
  search: keeps,
  component: lazyRouteComponent(() => import("./explore/explore-page.tsx"), "ExplorePage"),
});

const fitRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/fit",
  validateSearch: readFitSearch,
  component: lazyRouteComponent(() => import("./fit/fit-page.tsx"), "FitPage"),
});

const trainRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/train",
  validateSearch: readTrainSearch,
  component: lazyRouteComponent(() => import("./train/train-page.tsx"), "TrainPage"),
});

const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/verify",
  validateSearch: readVerifySearch,
  component: lazyRouteComponent(() => import("./verify/verify-page.tsx"), "VerifyPage"),
});

const museumRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/museum",
  component: lazyRouteComponent(() => import("./museum/museum-page.tsx"), "MuseumPage"),
});

const StartPage = lazyRouteComponent(() => import("./start/start-page.tsx"), "StartPage");

/** The start page; old URLs with search parameters show runs. */
const FirstPage = () => {
  const search = useSearch({ from: "/" });
  return Object.values(search).some((value) => value !== undefined) ? (
    <OldStudyPage page="runs" />
  ) : (
    <StartPage />
  );
};

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: readOldSearch,
  component: () => <FirstPage />,
});

/** The runs of the most recent study. */
const recentRunsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/runs",
  validateSearch: readOldSearch,
  component: () => <OldStudyPage page="runs" />,
});

const oldCompareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/compare",
  validateSearch: readOldSearch,
  component: () => <OldStudyPage page="compare" />,
});

const oldRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/run/$run",
  validateSearch: readRunSearch,
  component: OldRunPage,
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    findingsRoute,
    storyRoute,
    trainRoute,
    recentRunsRoute,
    fitRoute,
    verifyRoute,
    museumRoute,
    oldCompareRoute,
    oldRunRoute,
    studyRoute.addChildren([
      studyPageRoute,
      runsRoute,
      compareRoute,
      collapseRoute,
      blurRoute,
      runRoute,
      exploreRoute,
    ]),
  ]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  scrollRestoration: false,
  defaultPendingComponent: () => <Loading what="the page" />,
  defaultErrorComponent: ({ error }: ErrorComponentProps) => (
    <Failure error={error} what="This page met an error" />
  ),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
