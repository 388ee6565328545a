import { useState } from "react";
import { SUPPORT_TEXTS } from "../../texts/support.ts";
import { Button } from "../../ui/button.tsx";
import { BundleDialog } from "./bundle-dialog.tsx";
import { copyDiagnostics } from "./copy-diagnostics.ts";

/** What a person does who wants to ask for help: copy the diagnostics, or save a bundle after a look into it. */
export function SupportActions() {
  const [copying, setCopying] = useState<"not-yet" | "under-way" | "done">("not-yet");
  const [isOpen, setOpen] = useState(false);

  const copy = async (): Promise<void> => {
    setCopying("under-way");
    setCopying((await copyDiagnostics()) ? "done" : "not-yet");
  };

  return (
    <>
      <Button
        icon={copying === "done" ? "check" : "copy"}
        isBusy={copying === "under-way"}
        onClick={() => void copy()}
      >
        {copying === "done" ? SUPPORT_TEXTS.copied : SUPPORT_TEXTS.copy}
      </Button>
      <Button onClick={() => setOpen(true)}>{SUPPORT_TEXTS.save}</Button>
      {isOpen && <BundleDialog onClose={() => setOpen(false)} />}
    </>
  );
}
