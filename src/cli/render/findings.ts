import { describeFinding, type Finding, type FindingState } from "../../shared/checks.ts";
import type { JsonEvent } from "../output/json-events.ts";
import { styled, type Line, type Style } from "../output/line.ts";

const MARKS: Record<FindingState, { text: string; style: Style }> = {
  good: { text: "ok     ", style: "green" },
  caution: { text: "look   ", style: "yellow" },
  bad: { text: "FAILED ", style: "red" },
};

/** A line of JSON for each finding, facts and words. */
export function findingEvents(findings: readonly Finding[]): JsonEvent[] {
  return findings.map((finding) => ({ event: "check", ...finding, ...describeFinding(finding, "en") }));
}

/** The runtime, then each finding: how it is, in words, and what to do about it. */
export function renderFindings(runtime: string, findings: readonly Finding[]): Line[] {
  return [
    [styled("bold", "Runtime"), `  ${runtime}`],
    "",
    ...findings.flatMap((finding): Line[] => {
      const { title, state, sentence, action } = describeFinding(finding, "en");
      const indent = " ".repeat(MARKS[state].text.length);
      const facts = "failure" in finding ? [finding.failure.code, finding.failure.detail] : [];
      return [
        [styled(MARKS[state].style, MARKS[state].text), styled("bold", title), `  ${sentence}`],
        ...(action === null ? [] : [`${indent}${action}`]),
        ...(facts.length === 0 ? [] : [styled("dim", `${indent}${facts.filter(Boolean).join(": ")}`)]),
      ];
    }),
  ];
}
