/** One way through a flow on which no state is passed twice, as far as it goes. */
export interface Way {
  /** the states, the first included */
  states: string[];
  /** what leads from each to the next: `choice.yes`, `text`, `after 3d`, `[officeHours]` */
  steps: string[];
  /** it ends in a final state; otherwise every further step leads back */
  ends: boolean;
  /** flows that the last step begins */
  begins: string[];
}

/** One way as a line of text: `start ─ [topic] → asking ─ choice.yes → subscribed ■`. */
export function wayInWords({ states, steps, ends, begins }: Way): string {
  const passed = states.map((state, i) => {
    if (i === 0) return state;
    const step = steps[i - 1];
    return step ? `─ ${step} → ${state}` : `→ ${state}`;
  });
  return [...passed, ends ? '■' : '↺', begins.length > 0 ? `⇒ ${begins.join(', ')}` : '']
    .filter(Boolean)
    .join(' ');
}
