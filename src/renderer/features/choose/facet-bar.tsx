import { FACET_TEXTS } from "../../texts/choose.ts";
import { Icon } from "../../ui/icon.tsx";
import { FACET_KINDS, turnFacet, type Facets } from "./facets.ts";
import styles from "./facet-bar.module.css";

/** A chip for each facet: a click narrows the list to it, another to all others, a third takes it back. */
export function FacetBar({ facets, onChange }: { facets: Facets; onChange: (facets: Facets) => void }) {
  return (
    <div className={styles.bar} role="group" aria-label={FACET_TEXTS.group}>
      {FACET_KINDS.map((kind) => {
        const position = facets[kind];
        return (
          <button
            key={kind}
            type="button"
            className={styles.chip}
            aria-pressed={position !== "any"}
            data-position={position}
            title={FACET_TEXTS.hint}
            onClick={() => onChange(turnFacet(facets, kind))}
          >
            {position !== "any" && <Icon name={position === "only" ? "check" : "minus"} />}
            {FACET_TEXTS[kind][position]}
          </button>
        );
      })}
    </div>
  );
}
