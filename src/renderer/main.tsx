// First: what is imported next makes its schemas at once.
import "./no-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { reportViolations } from "./client/report-violations.ts";
import { refuseDrops } from "./ui/refuse-drops.ts";
import { applyTheme, storedTheme } from "./ui/theme.ts";

// Before the first paint, so that no other theme flashes up.
applyTheme(storedTheme());
reportViolations();
refuseDrops();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
