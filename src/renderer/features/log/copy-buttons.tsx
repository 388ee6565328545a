import { useState } from "react";
import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { ENTRY_TEXTS } from "../../texts/log.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { copyText } from "./entry-text.ts";

/** Copies entries as lines, or as JSON lines. */
export function CopyButtons({ entries }: { entries: readonly IndexedLogEntry[] }) {
  const [copied, setCopied] = useState<{ form: "text" | "json"; entries: readonly IndexedLogEntry[] } | null>(
    null,
  );
  const copy = async (form: "text" | "json"): Promise<void> => {
    await navigator.clipboard.writeText(copyText(entries, form));
    setCopied({ form, entries });
    announce(ENTRY_TEXTS.copiedWhat(entries.length));
  };
  const isCopied = (form: "text" | "json"): boolean =>
    copied?.form === form && copied.entries[0] === entries[0] && copied.entries.length === entries.length;
  return (
    <>
      {(["text", "json"] as const).map((form) => (
        <Button
          key={form}
          size="small"
          icon={isCopied(form) ? "check" : "copy"}
          onClick={() => void copy(form)}
        >
          {isCopied(form)
            ? ENTRY_TEXTS.copied
            : form === "text"
              ? ENTRY_TEXTS.copyText
              : ENTRY_TEXTS.copyJson}
        </Button>
      ))}
    </>
  );
}
