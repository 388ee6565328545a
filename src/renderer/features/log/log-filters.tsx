import { FAILURE_TEXTS } from "../../../shared/failure-texts.ts";
import type { FailureCode } from "../../../shared/failures.ts";
import type { JobId, RepositoryId, RunId } from "../../../shared/ids.ts";
import { LOG_LEVELS, type LogFacets } from "../../../shared/log-entry.ts";
import { FILTER_TEXTS } from "../../texts/log.ts";
import { Combobox } from "../../ui/combobox.tsx";
import { formatClock } from "../../ui/format.ts";
import { Select } from "../../ui/select.tsx";
import { changeScope, type LogScope } from "./log-scope.ts";
import styles from "./log-screen.module.css";

const ANY = "";
const LEVELS = LOG_LEVELS.map((value) => ({ value, label: FILTER_TEXTS.levels[value] }));

/** What the log is narrowed by, as choices of what it holds. */
export function LogFilters({
  scope,
  facets,
  onScope,
}: {
  scope: LogScope;
  facets: LogFacets;
  onScope: (scope: LogScope) => void;
}) {
  const { repository, runId, jobId, code } = scope;
  // A timeline is of all that the job did.
  const isTimeline = jobId !== undefined && scope.view === "timeline";
  const now = Date.now();

  const runs = facets.runs.map(({ id, organization, startedAt }) => ({
    value: id,
    label: FILTER_TEXTS.runName(id, organization, startedAt === null ? null : formatClock(startedAt, now)),
  }));
  const repositories = facets.repositories
    .map(({ id, fullName }) => ({ value: id, label: fullName ?? FILTER_TEXTS.unknownRepository(id) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  const jobs = facets.jobs.map(({ id, kind, subject }) => ({
    value: id,
    label: FILTER_TEXTS.jobName(id, kind, subject),
  }));
  const codes = facets.codes.map((value) => ({ value, label: FAILURE_TEXTS[value].title, note: value }));

  return (
    <div className={styles.filters} data-timeline={isTimeline || undefined}>
      {!isTimeline && (
        <>
          <Select
            label={FILTER_TEXTS.level}
            value={scope.level ?? "debug"}
            onChange={(level) => onScope(changeScope(scope, { level }))}
            options={LEVELS}
          />
          <Select
            label={FILTER_TEXTS.code}
            value={code ?? ANY}
            onChange={(next) =>
              onScope(changeScope(scope, { code: next === ANY ? undefined : (next as FailureCode) }))
            }
            options={withChosen([{ value: ANY, label: FILTER_TEXTS.allCodes }, ...codes], code, String)}
          />
        </>
      )}
      <Combobox
        label={FILTER_TEXTS.run}
        placeholder={FILTER_TEXTS.allRuns}
        options={runs}
        value={chosenOf(runs, runId, (id) => FILTER_TEXTS.runName(id, null, null))}
        onChange={(option) =>
          onScope(changeScope(scope, { runId: option?.value as RunId | undefined, jobId: undefined }))
        }
      />
      <Combobox
        label={FILTER_TEXTS.repository}
        placeholder={FILTER_TEXTS.allRepositories}
        options={repositories}
        value={chosenOf(repositories, repository?.id, () => repository?.name ?? "")}
        onChange={(option) =>
          onScope(
            changeScope(scope, {
              repository: option ? { id: option.value as RepositoryId, name: option.label } : undefined,
              jobId: undefined,
            }),
          )
        }
      />
      <Combobox
        label={FILTER_TEXTS.job}
        placeholder={FILTER_TEXTS.allJobs}
        options={jobs}
        value={chosenOf(jobs, jobId, (id) => FILTER_TEXTS.jobName(id, null, null))}
        onChange={(option) => onScope(changeScope(scope, { jobId: option?.value as JobId | undefined }))}
      />
    </div>
  );
}

interface NumberOption {
  value: number;
  label: string;
}

/** The chosen option, which may not be among the options yet, or any more. */
function chosenOf(
  options: readonly NumberOption[],
  value: number | undefined,
  nameOf: (value: number) => string,
): NumberOption | null {
  if (value === undefined) return null;
  return options.find((option) => option.value === value) ?? { value, label: nameOf(value) };
}

function withChosen<Value extends string>(
  options: { value: Value | typeof ANY; label: string }[],
  value: Value | undefined,
  nameOf: (value: Value) => string,
): { value: Value | typeof ANY; label: string }[] {
  if (value === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: nameOf(value) }];
}
