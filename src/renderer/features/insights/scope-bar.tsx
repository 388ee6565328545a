import { useId, useMemo } from "react";
import type { ScopeChoices } from "../../../shared/insights.ts";
import { SCOPE_TEXTS } from "../../texts/insights.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox } from "../../ui/combobox.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { EVERYTHING, isEverything, PERIODS, type ScopeChoice } from "./scope-choice.ts";
import styles from "./insights-screen.module.css";

interface ScopeBarProps {
  choices: ScopeChoices;
  choice: ScopeChoice;
  onChange: (choice: ScopeChoice) => void;
}

/** More suggestions than that help nobody; typing narrows them. */
const MAX_SUGGESTED = 200;

/** Narrows the insights to a repository, an author or a period. */
export function ScopeBar({ choices, choice, onChange }: ScopeBarProps) {
  const authorsId = useId();
  const repositories = useMemo(
    () => choices.repositories.map(({ id, fullName }) => ({ value: id, label: revealControls(fullName) })),
    [choices],
  );
  return (
    <div className={styles.scope} role="group" aria-label={SCOPE_TEXTS.label}>
      <Combobox
        label={SCOPE_TEXTS.repository}
        placeholder={SCOPE_TEXTS.allRepositories}
        options={repositories}
        value={choice.repository}
        onChange={(repository) => onChange({ ...choice, repository })}
      />
      <TextField
        className={styles.author}
        label={SCOPE_TEXTS.author}
        isLabelHidden
        icon="person"
        type="search"
        list={authorsId}
        maxLength={100}
        placeholder={SCOPE_TEXTS.anyAuthor}
        spellCheck={false}
        value={choice.author}
        onChange={(event) => onChange({ ...choice, author: event.target.value })}
      />
      <datalist id={authorsId}>
        {choices.authors.slice(0, MAX_SUGGESTED).map(({ login }) => (
          <option key={login} value={login}>
            {login}
          </option>
        ))}
      </datalist>
      <Select
        label={SCOPE_TEXTS.period}
        value={choice.period}
        onChange={(period) => onChange({ ...choice, period })}
        options={PERIODS}
      />
      {!isEverything(choice) && (
        <Button look="quiet" onClick={() => onChange(EVERYTHING)}>
          {SCOPE_TEXTS.showAll}
        </Button>
      )}
    </div>
  );
}
