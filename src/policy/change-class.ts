/** How much a change matters, in rising order. Apart from the schemas, so that a browser gets it without them. */
const changeClasses = ['editorial', 'minor', 'material', 'consent'] as const;

export type ChangeClass = (typeof changeClasses)[number];

export const classOrder: Record<ChangeClass, number> = { editorial: 0, minor: 1, material: 2, consent: 3 };
