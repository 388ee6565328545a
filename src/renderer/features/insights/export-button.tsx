import { useState } from "react";
import { EXPORT_FORMATS, type ExportFormat } from "../../../shared/export.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { EXPORT_TEXTS } from "../../texts/insights.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useInsightsStore } from "./insights-store.ts";
import styles from "./export-button.module.css";

interface ExportButtonProps {
  organizationId: OrganizationId;
  organization: string;
  /** How many private repositories the files would name. */
  privateRepositories: number;
}

/** Writes everything that is stored of an organization into files, as `onramp export` does. */
export function ExportButton({ organizationId, organization, privateRepositories }: ExportButtonProps) {
  const { asksToExport, askToExport } = useInsightsStore();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const { isBusy, failure, run, clearFailure } = useCommand("export.save");

  async function save(): Promise<void> {
    const answer = await run({ organizationId, format });
    if (!answer.ok || answer.value.kind === "cancelled") return;
    askToExport(false);
    const { gaps, folder } = answer.value.summary;
    showToast({ title: gaps > 0 ? EXPORT_TEXTS.doneWithGaps(gaps) : EXPORT_TEXTS.done, text: folder });
  }

  function close(): void {
    askToExport(false);
    clearFailure();
  }

  return (
    <>
      <Button onClick={() => askToExport(true)}>{EXPORT_TEXTS.open}</Button>
      <Dialog
        isOpen={asksToExport}
        onClose={close}
        title={EXPORT_TEXTS.title}
        actions={
          <>
            <Button onClick={close}>{EXPORT_TEXTS.cancel}</Button>
            <Button look="primary" isBusy={isBusy} onClick={() => void save()}>
              {EXPORT_TEXTS.choose}
            </Button>
          </>
        }
      >
        <div className={styles.body}>
          <p>{EXPORT_TEXTS.what(organization)}</p>
          <SegmentedControl
            label={EXPORT_TEXTS.format}
            value={format}
            onChange={setFormat}
            options={EXPORT_FORMATS.map((value) => ({ value, label: EXPORT_TEXTS.formats[value] }))}
          />
          {privateRepositories > 0 && (
            <Notice tone="caution" title={EXPORT_TEXTS.privateNames(privateRepositories)} />
          )}
          {failure && <FailureNotice failure={failure} />}
        </div>
      </Dialog>
    </>
  );
}
