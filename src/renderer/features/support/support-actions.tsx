import { useState } from "react";
import { tellFailure } from "../../client/send-command.ts";
import { useCommand } from "../../client/use-command.ts";
import { SUPPORT_TEXTS } from "../../texts/support.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { BundleDialog } from "./bundle-dialog.tsx";

/** What a person does who wants to ask for help: copy the diagnostics, or save a bundle after a look into it. */
export function SupportActions() {
  const collect = useCommand("support.collect");
  const [isCopied, setCopied] = useState(false);
  const [isOpen, setOpen] = useState(false);

  const copy = async (): Promise<void> => {
    const answer = await collect.run({ extent: "diagnostics", names: "replaced" });
    if (!answer.ok) return tellFailure(answer.failure);
    await navigator.clipboard.writeText(answer.value.files.map(({ text }) => text).join("\n\n"));
    setCopied(true);
    announce(SUPPORT_TEXTS.copiedWhat);
  };

  return (
    <>
      <Button icon={isCopied ? "check" : "copy"} isBusy={collect.isBusy} onClick={() => void copy()}>
        {isCopied ? SUPPORT_TEXTS.copied : SUPPORT_TEXTS.copy}
      </Button>
      <Button onClick={() => setOpen(true)}>{SUPPORT_TEXTS.save}</Button>
      {isOpen && <BundleDialog onClose={() => setOpen(false)} />}
    </>
  );
}
