/** GitHub's two ways of being asked. Each has an hourly budget of its own (GitHub docs, "Rate limits"). */
export const RESOURCES = ["rest", "graphql"] as const;
export type Resource = (typeof RESOURCES)[number];
