import type { Insights } from "../../../shared/insights.ts";
import { FIGURE_TEXTS } from "../../texts/insights.ts";
import { DurationFigure } from "./duration-figure.tsx";
import { CycleTimeCard, MergedCard, SizeCard } from "./flow-cards.tsx";
import type { InsightBasis } from "./insight-basis.ts";
import { InsightCard } from "./insight-card.tsx";
import { OldestCard, OpenByAgeCard, StaleCard } from "./open-cards.tsx";
import { ReviewLoadCard, ReviewMatrixCard } from "./review-cards.tsx";
import styles from "./insights-screen.module.css";

interface InsightCardsProps {
  insights: Insights;
  basis: InsightBasis;
  /** Made-up pull requests have no page to open. */
  hasPages: boolean;
  staleAfterDays: number;
  onStaleAfter: (days: number) => void;
}

/** Every insight, each on a card of its own. */
export function InsightCards({ hasPages, staleAfterDays, onStaleAfter, ...shared }: InsightCardsProps) {
  const { insights, basis } = shared;
  return (
    <div className={styles.cards}>
      <InsightCard
        title={FIGURE_TEXTS.firstReview.title}
        definition={FIGURE_TEXTS.firstReview.definition}
        basis={basis}
        sample={FIGURE_TEXTS.firstReview.sample(insights.timeToFirstReview.sample)}
      >
        <DurationFigure figure={insights.timeToFirstReview} />
      </InsightCard>
      <InsightCard
        title={FIGURE_TEXTS.merge.title}
        definition={FIGURE_TEXTS.merge.definition}
        basis={basis}
        sample={FIGURE_TEXTS.merge.sample(insights.timeToMerge.sample)}
      >
        <DurationFigure figure={insights.timeToMerge} />
      </InsightCard>
      <MergedCard {...shared} />
      <CycleTimeCard {...shared} />
      <SizeCard {...shared} />
      <OpenByAgeCard {...shared} />
      <ReviewLoadCard {...shared} />
      <ReviewMatrixCard {...shared} />
      <StaleCard
        {...shared}
        hasPages={hasPages}
        staleAfterDays={staleAfterDays}
        onStaleAfter={onStaleAfter}
      />
      <OldestCard {...shared} hasPages={hasPages} />
    </div>
  );
}
