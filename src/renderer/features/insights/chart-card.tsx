import { useRef, useState, type ReactNode } from "react";
import { CARD_TEXTS } from "../../texts/insights.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { SaveButtons } from "./save-buttons.tsx";
import { InsightCard } from "./insight-card.tsx";
import type { InsightBasis } from "./insight-basis.ts";
import { cellText, type TableData } from "./table-data.ts";
import styles from "./insight-card.module.css";

interface ChartCardProps {
  title: string;
  /** What its controls and files call it, where the title says more. */
  name?: string;
  definition: string;
  basis: InsightBasis;
  sample: string;
  isWide?: boolean;
  data: TableData;
  /** The drawing, or null where there is too little to draw: then `refusal` says so instead. */
  chart: ReactNode;
  refusal?: ReactNode;
}

/** A chart that can be read as a table too, and saved as either. */
export function ChartCard(props: ChartCardProps) {
  const { title, name = title, definition, basis, sample, isWide = false, data, chart, refusal } = props;
  const [view, setView] = useState<"chart" | "table">("chart");
  const drawing = useRef<HTMLDivElement>(null);
  if (refusal) {
    return (
      <InsightCard title={title} definition={definition} basis={basis} sample={sample} isWide={isWide}>
        {refusal}
      </InsightCard>
    );
  }
  return (
    <InsightCard
      title={title}
      definition={definition}
      basis={basis}
      sample={sample}
      isWide={isWide}
      actions={
        <>
          <SegmentedControl
            label={CARD_TEXTS.view(name)}
            value={view}
            onChange={setView}
            options={[
              { value: "chart", label: CARD_TEXTS.chart },
              { value: "table", label: CARD_TEXTS.table },
            ]}
          />
          <SaveButtons
            name={name}
            basis={basis}
            data={data}
            picture={{
              find: () => drawing.current?.querySelector("svg") ?? null,
              title,
              definition,
              sample,
            }}
          />
        </>
      }
    >
      <div ref={drawing} className={view === "table" ? styles.aside : undefined}>
        {chart}
      </div>
      {view === "table" && (
        <DataTable
          label={name}
          columns={data.columns.map(({ title: columnTitle, kind }) => ({
            title: columnTitle,
            isNumber: kind === "count" || kind === "duration",
          }))}
          rows={data.rows.map((row) => row.map((cell, index) => cellText(cell, data.columns[index]!)))}
        />
      )}
    </InsightCard>
  );
}
