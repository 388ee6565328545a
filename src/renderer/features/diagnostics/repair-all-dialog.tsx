import type { ReconciliationRow } from "../../../shared/contract.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatCount } from "../../ui/format.ts";
import { countRepairs, REPAIR_TEXTS } from "./describe-records.ts";
import styles from "./diagnostics-screen.module.css";

interface RepairAllDialogProps {
  rows: readonly ReconciliationRow[];
  onClose: () => void;
  onRepair: () => void;
}

/** What a repair of everything would do, before it is done. */
export function RepairAllDialog({ rows, onClose, onRepair }: RepairAllDialogProps) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Repair what disagrees?"
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="primary" icon="repair" onClick={onRepair}>
            Repair {formatCount(rows.length, "repository", "repositories")}
          </Button>
        </>
      }
    >
      <p>Rows that are stored stay. The repair</p>
      <ul className={styles.repairs}>
        {countRepairs(rows).map(([repair, count]) => (
          <li key={repair}>
            {REPAIR_TEXTS[repair]} ({formatCount(count, "repository", "repositories")})
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
