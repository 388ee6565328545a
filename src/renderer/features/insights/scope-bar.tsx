import { useEffect, useState } from "react";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../client/bridge.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox, type ComboboxOption } from "../../ui/combobox.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { EVERYTHING, PERIODS, type ScopeChoice } from "./scope-choice.ts";
import styles from "./insights-screen.module.css";

interface ScopeBarProps {
  organizationId: OrganizationId;
  choice: ScopeChoice;
  onChange: (choice: ScopeChoice) => void;
}

/** Narrows the insights to a repository, an author or a period. */
export function ScopeBar({ organizationId, choice, onChange }: ScopeBarProps) {
  const repositories = useSyncedRepositories(organizationId);
  const isNarrowed = choice.repository !== null || choice.author !== "" || choice.period !== "all";
  return (
    <div className={styles.scope} role="group" aria-label="What the insights cover">
      <Combobox
        label="Repository"
        placeholder="All repositories"
        options={repositories}
        value={choice.repository}
        onChange={(repository) => onChange({ ...choice, repository })}
      />
      <TextField
        className={styles.author}
        label="Author"
        isLabelHidden
        icon="person"
        type="search"
        maxLength={100}
        placeholder="Any author"
        spellCheck={false}
        value={choice.author}
        onChange={(event) => onChange({ ...choice, author: event.target.value })}
      />
      <Select
        label="Period"
        value={choice.period}
        onChange={(period) => onChange({ ...choice, period })}
        options={PERIODS}
      />
      {isNarrowed && (
        <Button look="quiet" onClick={() => onChange(EVERYTHING)}>
          Show all
        </Button>
      )}
    </div>
  );
}

/** The repositories of the newest run, by name, to choose from. */
function useSyncedRepositories(organizationId: OrganizationId): ComboboxOption[] {
  const [options, setOptions] = useState<ComboboxOption[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void call("sync.get", { organizationId }).then((answer) => {
      if (!isCurrent || !answer.ok || answer.value === null) return;
      const rows = answer.value.repositories.map(({ repositoryId, fullName }) => ({
        value: repositoryId,
        label: revealControls(fullName),
      }));
      setOptions(rows.sort((a, b) => (a.label < b.label ? -1 : 1)));
    });
    return () => {
      isCurrent = false;
    };
  }, [organizationId]);
  return options;
}
