import { useState } from "react";
import type { CommandInput } from "../../../shared/contract.ts";
import { sendCommand } from "../../client/send-command.ts";
import { CARD_TEXTS } from "../../texts/insights.ts";
import { Button } from "../../ui/button.tsx";
import { paintChart } from "../../ui/paint-chart.ts";
import { showToast } from "../../ui/toast.tsx";
import { shareText, type InsightBasis } from "./insight-basis.ts";
import { PrivateNamesDialog } from "./private-names-dialog.tsx";
import { csvText, type TableData } from "./table-data.ts";

interface SaveButtonsProps {
  name: string;
  basis: InsightBasis;
  data: TableData;
  /** Absent for lists, which are tables already. */
  picture?: { find: () => SVGSVGElement | null; title: string; definition: string; sample: string };
  /** Full names of repositories that stand in the rows. */
  repositories?: readonly string[];
}

type File = CommandInput<"file.save">;

/** Saves what a card shows, for programs and for documents. Says so first when private repositories are named in it. */
export function SaveButtons({ name, basis, data, picture, repositories = [] }: SaveButtonsProps) {
  const [waiting, setWaiting] = useState<{ file: File; privateNames: readonly string[] } | null>(null);
  const fileName = `${basis.organization} ${name}${basis.scope ? ` ${basis.scope}` : ""}`.toLowerCase();

  function offer(file: File): void {
    const named = [...new Set([...repositories, ...(basis.scope?.split(", ") ?? [])])];
    const privateNames = named.filter((fullName) => basis.privateRepositories.has(fullName));
    if (privateNames.length === 0) void save(file);
    else setWaiting({ file, privateNames });
  }

  function offerPicture({ find, title, definition, sample }: NonNullable<typeof picture>): void {
    const svg = find();
    if (!svg) return;
    const scope = basis.scope === null ? [] : [CARD_TEXTS.scope(basis.scope)];
    const footer = [basis.organization, ...scope, sample, shareText(basis.coverage)].join(" · ");
    const base64 = paintChart(svg, { title, definition, footer });
    offer({ name: `${fileName}.png`, content: { kind: "base64", base64 } });
  }

  return (
    <>
      <Button
        look="quiet"
        size="small"
        aria-label={CARD_TEXTS.saveCsv(name)}
        onClick={() =>
          offer({ name: `${fileName}.csv`, content: { kind: "text", text: csvText(data, basis) } })
        }
      >
        {CARD_TEXTS.csv}
      </Button>
      {picture && (
        <Button
          look="quiet"
          size="small"
          aria-label={CARD_TEXTS.savePng(name)}
          onClick={() => offerPicture(picture)}
        >
          {CARD_TEXTS.png}
        </Button>
      )}
      <PrivateNamesDialog
        names={waiting?.privateNames ?? null}
        onClose={() => setWaiting(null)}
        onSave={() => {
          setWaiting(null);
          if (waiting) void save(waiting.file);
        }}
      />
    </>
  );
}

async function save(file: File): Promise<void> {
  const answer = await sendCommand("file.save", file);
  if (answer.ok && answer.value.kind === "saved") {
    showToast({ title: CARD_TEXTS.saved, text: answer.value.path });
  }
}
