/** Which team a ticket is for when whoever opens it names none: its reason, a label of the person, or both. */
export interface TeamRoute {
  reason?: string;
  label?: string;
  team: string;
}

/** The team of the first route that fits; null: the ticket is anybody's. Capitals make no difference. Pure. */
export function teamFor(
  routes: readonly TeamRoute[],
  { reason, labels }: { reason: string | null; labels: readonly string[] },
): string | null {
  const has = labels.map(plain);
  const fits = (route: TeamRoute) =>
    (route.reason !== undefined || route.label !== undefined) &&
    (route.reason === undefined || (reason !== null && plain(route.reason) === plain(reason))) &&
    (route.label === undefined || has.includes(plain(route.label)));
  return routes.find(fits)?.team ?? null;
}

const plain = (text: string) => text.trim().toLowerCase();
