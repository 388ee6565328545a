import { useEffect, useId, useState, type FormEvent } from "react";
import { FORGET_CONFIRMATION, type ForgetReport, type KeptData } from "../../../shared/forget.ts";
import type { Result } from "../../../shared/result.ts";
import { call } from "../../client/bridge.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { FORGET_TEXTS as TEXTS } from "../../texts/forget.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { KeptDataList } from "./kept-data-list.tsx";

/** A token, the files of a data folder, the sum, and the title above them. */
const USUAL_ROWS = 9;

/** Asks whether everything shall go, in words that nobody types by accident; then says what went. */
export function ForgetDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const [kept, setKept] = useState<Result<KeptData> | null>(null);
  const [typed, setTyped] = useState("");
  const [report, setReport] = useState<ForgetReport | null>(null);
  const forget = useCommand("data.forget");
  const isConfirmed = typed.trim().toLowerCase() === FORGET_CONFIRMATION;

  useEffect(() => {
    void call("data.measure", {}).then(setKept);
  }, []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isConfirmed) return;
    const forgotten = await forget.run({ confirmation: FORGET_CONFIRMATION });
    if (forgotten.ok) setReport(forgotten.value);
  };

  if (report) return <ForgottenDialog report={report} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={TEXTS.title}
      actions={
        <>
          <Button onClick={onClose}>{TEXTS.back}</Button>
          <Button type="submit" form={formId} look="danger" isBusy={forget.isBusy} disabled={!isConfirmed}>
            {TEXTS.confirm}
          </Button>
        </>
      }
    >
      <p>{TEXTS.explain}</p>
      {kept === null && <SkeletonRows count={USUAL_ROWS} rowHeightPx={26} />}
      {kept?.ok === false && <FailureNotice failure={kept.failure} />}
      {kept?.ok && <KeptDataList title={TEXTS.willRemove} data={kept.value} />}
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <TextField
          label={TEXTS.type(FORGET_CONFIRMATION)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
      {forget.failure && <FailureNotice failure={forget.failure} />}
    </Dialog>
  );
}

/** What was removed. However it is closed, the window begins anew: what it shows is of what has gone. */
function ForgottenDialog({ report }: { report: ForgetReport }) {
  const startAnew = (): void => {
    localStorage.clear();
    location.replace(location.pathname);
  };
  return (
    <Dialog
      isOpen
      onClose={startAnew}
      title={TEXTS.doneTitle}
      actions={
        <Button look="primary" onClick={startAnew}>
          {TEXTS.startAnew}
        </Button>
      }
    >
      <KeptDataList title={TEXTS.removed} data={report} />
      {report.left.map(({ name, reason }) => (
        <p key={name}>{TEXTS.stays(name, reason)}</p>
      ))}
    </Dialog>
  );
}
