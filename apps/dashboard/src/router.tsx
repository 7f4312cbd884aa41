import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { Failure, Loading, Message } from "./components/message.tsx";
import { Shell } from "./components/shell.tsx";
import { readCompareSearch, readRunSearch, readRunsSearch } from "./page-search.ts";
import { RunsPage } from "./runs/runs-page.tsx";
import { readSearch, writeSearch } from "./search-text.ts";

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Message title="There is no such page">
      <p>
        <Link to="/">See the runs</Link>
      </p>
    </Message>
  ),
});

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: readRunsSearch,
  component: RunsPage,
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/compare",
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import("./compare/compare-page.tsx"), "ComparePage"),
});

const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/run/$runId",
  validateSearch: readRunSearch,
  component: lazyRouteComponent(() => import("./run/run-page.tsx"), "RunPage"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([runsRoute, compareRoute, runRoute]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  scrollRestoration: true,
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
