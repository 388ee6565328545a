import { useEffect, useState } from "react";
import { bundleText, type NameChoice, type SupportBundle } from "../../../shared/support.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { SUPPORT_TEXTS } from "../../texts/support.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { showToast } from "../../ui/toast.tsx";
import { BundleFiles } from "./bundle-files.tsx";
import styles from "./bundle-dialog.module.css";

const NAME_CHOICES: { value: NameChoice; label: string }[] = [
  { value: "replaced", label: SUPPORT_TEXTS.replaceNames },
  { value: "kept", label: SUPPORT_TEXTS.keepNames },
];

/** Everything that would be saved, to be read before it is. */
export function BundleDialog({ onClose }: { onClose: () => void }) {
  const { run: collect, failure: collectFailure } = useCommand("support.collect");
  const save = useCommand("file.save");
  const [names, setNames] = useState<NameChoice>("replaced");
  const [collected, setCollected] = useState<SupportBundle | null>(null);
  // What was put together for the other choice must not be saved under this one.
  const bundle = collected?.names === names ? collected : null;

  useEffect(() => {
    let isWanted = true;
    void collect({ extent: "all", names }).then((answer) => {
      if (isWanted && answer.ok) setCollected(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [collect, names]);

  const saveBundle = async (shown: SupportBundle): Promise<void> => {
    const answer = await save.run({
      name: SUPPORT_TEXTS.fileName(Date.now()),
      content: { kind: "text", text: bundleText(shown) },
    });
    if (!answer.ok || answer.value.kind === "cancelled") return;
    showToast({ title: SUPPORT_TEXTS.saved, text: answer.value.path });
    announce(SUPPORT_TEXTS.saved);
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={SUPPORT_TEXTS.title}
      actions={
        <>
          <Button onClick={onClose}>{SUPPORT_TEXTS.back}</Button>
          <Button
            look="primary"
            isBusy={save.isBusy || (bundle === null && collectFailure === null)}
            onClick={() => bundle && void saveBundle(bundle)}
          >
            {SUPPORT_TEXTS.saveNow}
          </Button>
        </>
      }
    >
      <p>{SUPPORT_TEXTS.lead}</p>
      <div className={styles.choice}>
        <span>{SUPPORT_TEXTS.names}</span>
        <SegmentedControl
          label={SUPPORT_TEXTS.names}
          value={names}
          onChange={setNames}
          options={NAME_CHOICES}
        />
      </div>
      <p className={styles.quiet}>
        {names === "replaced" ? SUPPORT_TEXTS.replacedWhat : SUPPORT_TEXTS.keptWhat}
      </p>
      {collectFailure && <FailureNotice failure={collectFailure} />}
      {save.failure && <FailureNotice failure={save.failure} />}
      {bundle ? (
        <BundleFiles key={names} files={bundle.files} />
      ) : (
        !collectFailure && (
          <div aria-busy="true" aria-label={SUPPORT_TEXTS.gathering} role="group">
            <SkeletonRows count={7} rowHeightPx={44} />
          </div>
        )
      )}
    </Dialog>
  );
}
