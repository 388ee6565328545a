import type { ReconciliationRow } from "../../../shared/contract.ts";
import { DIAGNOSTICS_TEXTS, REPAIR_DIALOG_TEXTS, REPAIR_TEXTS } from "../../texts/diagnostics.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { countRepairs } from "./describe-records.ts";
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
      title={REPAIR_DIALOG_TEXTS.title}
      actions={
        <>
          <Button onClick={onClose}>{DIAGNOSTICS_TEXTS.back}</Button>
          <Button look="primary" icon="repair" onClick={onRepair}>
            {REPAIR_DIALOG_TEXTS.repair(rows.length)}
          </Button>
        </>
      }
    >
      <p>{REPAIR_DIALOG_TEXTS.lead}</p>
      <ul className={styles.repairs}>
        {countRepairs(rows).map(([repair, count]) => (
          <li key={repair}>{REPAIR_DIALOG_TEXTS.part(REPAIR_TEXTS[repair], count)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
